INSERT INTO indicators.figure_due (indicator_id) SELECT DISTINCT indicator_id FROM indicators.overlap;
SELECT common.drop_history('indicators.overlap');
DROP TABLE indicators.overlap;
