-- What a report told when it was accepted, as a whole: each acceptance adds a version, and
-- none is ever changed. Names of people are looked up where it is read, and not kept in it.
CREATE TABLE indicators.report_version (
  report_id uuid NOT NULL
    CONSTRAINT fk_report_version_report_id REFERENCES indicators.report,
  number integer NOT NULL CONSTRAINT ck_report_version_number CHECK (number > 0),
  contents jsonb NOT NULL,
  accepted_by uuid,
  at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_report_version PRIMARY KEY (report_id, number)
);
REVOKE UPDATE, DELETE ON indicators.report_version FROM bromost_indicators;
DO $$
DECLARE
  writes CONSTANT text := '(SELECT common.writes())';
BEGIN
  PERFORM common.guard('indicators.report_version',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id)',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND ('
      || format('r.project_id IN (SELECT api.projects_covered_by(%1$s))'
        ' OR r.programme_id IN (SELECT api.programmes_covered_by(%1$s))', writes) || '))');
END
$$;
SELECT common.show_present('indicators.report_version');
