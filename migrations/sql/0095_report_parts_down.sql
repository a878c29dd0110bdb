SELECT common.drop_history('indicators.report_part');
DROP TABLE indicators.report_part;
DROP VIEW indicators_past.reporting_requirement;
ALTER TABLE indicators.reporting_requirement DROP COLUMN partners_draft;
SELECT common.renew_history('indicators.reporting_requirement');
