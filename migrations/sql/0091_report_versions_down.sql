DROP VIEW indicators_past.report_version;
DROP TABLE indicators.report_version;
