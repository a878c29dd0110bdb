UPDATE notifications.deadline_rules
SET rules = rules - ARRAY['report_due', 'report_returned', 'report_to_accept'];
DO $$
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW indicators.obligation_v1 AS ' || regexp_replace(
    pg_get_viewdef('indicators.obligation_v1'::regclass),
    'UNION ALL\s+SELECT report_obligation\..*$', '');
END
$$;
DROP VIEW indicators.report_obligation, indicators.wanted_report;
DO $do$
BEGIN
  EXECUTE regexp_replace(
    pg_get_functiondef('common.programme_of(text, uuid)'::regprocedure),
    '\s+WHEN ''reporting_requirement'' THEN \(SELECT .*?r\.id = programme_of\.object_id\)', '');
END
$do$;
SELECT common.drop_history('indicators.reporting_period'),
  common.drop_history('indicators.report'),
  common.drop_history('indicators.reporting_requirement');
DROP VIEW indicators_past.report_step;
DROP TABLE indicators.report_step, indicators.report, indicators.reporting_period,
  indicators.reporting_requirement;
DROP FUNCTION api.people_reaching_v1(uuid, uuid, uuid);
DROP VIEW api.organisation_name_v1, api.project_reporting_v1;
