-- What people who work on a report say of its sections to one another. It says itself who
-- wrote, settled and withdrew it; no accepted version and no rendering has it.
CREATE TABLE indicators.report_comment (
  id uuid CONSTRAINT pk_report_comment PRIMARY KEY,
  report_id uuid NOT NULL
    CONSTRAINT fk_report_comment_report_id REFERENCES indicators.report,
  section text NOT NULL,
  words text CONSTRAINT ck_report_comment_length CHECK (length(words) BETWEEN 1 AND 2000),
  -- Of the registry, as who wrote and settled it: another schema, hence no foreign keys.
  mentions uuid[] NOT NULL DEFAULT '{}'
    CONSTRAINT ck_report_comment_mentions CHECK (cardinality(mentions) <= 10),
  written_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  withdrawn_at timestamptz,
  resolved_at timestamptz,
  resolved_by uuid,
  CONSTRAINT ck_report_comment_withdrawn CHECK ((words IS NULL) = (withdrawn_at IS NOT NULL)),
  CONSTRAINT ck_report_comment_resolved CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX ix_report_comment_report_id ON indicators.report_comment (report_id, id);
DO $$
DECLARE
  -- Not for who funds it, and of what an organisation owes not for the others.
  near CONSTANT text := 'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND ('
    'r.project_id IN (SELECT api.projects_covered_by(%1$s)) OR r.project_id IS NULL'
    ' AND (r.organisation_id IN (SELECT unnest(%1$s))'
    ' OR r.programme_id IN (SELECT api.programmes_covered_by(%1$s)))))';
BEGIN
  PERFORM common.guard('indicators.report_comment',
    format(near, '(SELECT common.reads())'),
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND ('
      || format('r.project_id IN (SELECT api.projects_covered_by(%1$s))'
        ' OR r.programme_id IN (SELECT api.programmes_covered_by(%1$s)) OR r.project_id IS NULL'
        ' AND r.organisation_id IN (SELECT api.organisations_covered_by(%1$s))',
        '(SELECT common.writes())') || '))');
END
$$;
SELECT common.show_present('indicators.report_comment');
