-- Files that go with a report: kept where those of values are, and read by who reads it.
CREATE TABLE indicators.report_file (
  report_id uuid NOT NULL CONSTRAINT fk_report_file_report_id REFERENCES indicators.report,
  file_id uuid NOT NULL CONSTRAINT fk_report_file_file_id REFERENCES indicators.file,
  added_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Taken off after an accepted version named it, which its content stays for.
  removed_at timestamptz,
  CONSTRAINT pk_report_file PRIMARY KEY (report_id, file_id)
);
CREATE INDEX ix_report_file_file_id ON indicators.report_file (file_id);
DO $$
BEGIN
  PERFORM common.guard('indicators.report_file',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id)',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND ('
      || format('r.project_id IN (SELECT api.projects_covered_by(%1$s))'
        ' OR r.programme_id IN (SELECT api.programmes_covered_by(%1$s)) OR r.project_id IS NULL'
        ' AND r.organisation_id IN (SELECT api.organisations_covered_by(%1$s))',
        '(SELECT common.writes())') || '))');
END
$$;
CREATE POLICY seen_in_report ON indicators.file FOR SELECT
  USING (EXISTS (SELECT FROM indicators.report_file f WHERE f.file_id = file.id));
SELECT common.keep_history('indicators.report_file', 'report', 'r.report_id');
