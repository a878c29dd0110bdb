DROP VIEW indicators_past.check_confirmation;
DROP TABLE indicators.check_confirmation;
