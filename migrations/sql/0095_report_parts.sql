-- What each partner of a project says in its lead's report, in words of its own.
ALTER TABLE indicators.reporting_requirement
  ADD COLUMN partners_draft boolean NOT NULL DEFAULT false;
SELECT common.renew_history('indicators.reporting_requirement');

CREATE TABLE indicators.report_part (
  report_id uuid NOT NULL CONSTRAINT fk_report_part_report_id REFERENCES indicators.report,
  section text NOT NULL,
  -- Of the registry: another schema, hence no foreign key.
  organisation_id uuid NOT NULL,
  words jsonb NOT NULL,
  written_by uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_report_part PRIMARY KEY (report_id, section, organisation_id)
);
DO $$
BEGIN
  PERFORM common.guard('indicators.report_part',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id)',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND ('
      || format('r.project_id IN (SELECT api.projects_covered_by(%1$s))'
        ' OR r.programme_id IN (SELECT api.programmes_covered_by(%1$s))',
        '(SELECT common.writes())') || '))');
END
$$;
SELECT common.keep_history('indicators.report_part', 'report', 'r.report_id');
