DROP VIEW indicators_past.report_comment;
DROP TABLE indicators.report_comment;
