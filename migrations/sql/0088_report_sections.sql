-- What a report says in words: sections by the template of its requirement, and their texts.
ALTER TABLE indicators.reporting_requirement ADD COLUMN sections jsonb NOT NULL DEFAULT '[]';
ALTER TABLE indicators.report
  -- As they were asked for when it was first submitted; until then the requirement's count.
  ADD COLUMN sections jsonb,
  ADD CONSTRAINT ck_report_sections CHECK (sections IS NULL OR status <> 'open');
ALTER TABLE indicators.report_step ADD COLUMN sections jsonb NOT NULL DEFAULT '[]',
  ADD CONSTRAINT ck_report_step_sections
    CHECK (step IN ('returned', 'reopened') OR sections = '[]');
SELECT common.renew_history('indicators.reporting_requirement'),
  common.renew_history('indicators.report');
DROP VIEW indicators_past.report_step;
SELECT common.show_present('indicators.report_step');

-- A report with texts is not taken back when nobody asks for it any more.
CREATE TABLE indicators.report_text (
  report_id uuid NOT NULL CONSTRAINT fk_report_text_report_id REFERENCES indicators.report,
  section text NOT NULL,
  words jsonb NOT NULL,
  written_by uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_report_text PRIMARY KEY (report_id, section)
);

DO $$
DECLARE
  writes CONSTANT text := '(SELECT common.writes())';
  held CONSTANT text := format('r.project_id IN (SELECT api.projects_covered_by(%1$s))'
    ' OR r.programme_id IN (SELECT api.programmes_covered_by(%1$s)) OR r.project_id IS NULL'
    ' AND r.organisation_id IN (SELECT api.organisations_covered_by(%1$s))', writes);
BEGIN
  PERFORM common.guard('indicators.report_text',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id)',
    'EXISTS (SELECT FROM indicators.report r WHERE r.id = report_id AND (' || held || '))');
END
$$;
SELECT common.keep_history('indicators.report_text', 'report', 'r.report_id');
