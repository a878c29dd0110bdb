DROP POLICY seen_in_report ON indicators.file;
SELECT common.drop_history('indicators.report_file');
DROP TABLE indicators.report_file;
