DROP VIEW indicators_past.follow_up;
DROP TABLE indicators.follow_up;
