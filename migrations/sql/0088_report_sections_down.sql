SELECT common.drop_history('indicators.report_text');
DROP TABLE indicators.report_text;
DROP VIEW indicators_past.report_step, indicators_past.report,
  indicators_past.reporting_requirement;
ALTER TABLE indicators.report_step DROP COLUMN sections;
ALTER TABLE indicators.report DROP COLUMN sections;
ALTER TABLE indicators.reporting_requirement DROP COLUMN sections;
SELECT common.show_present('indicators.report_step'),
  common.renew_history('indicators.report'),
  common.renew_history('indicators.reporting_requirement');
