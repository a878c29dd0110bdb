DROP VIEW api.project_spending_v1;
DROP VIEW indicators_past.reporting_requirement;
ALTER TABLE indicators.reporting_requirement DROP COLUMN explain_from, DROP COLUMN explain_behind;
SELECT common.renew_history('indicators.reporting_requirement');
