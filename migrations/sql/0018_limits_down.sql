DROP FUNCTION common.forget_empty_buckets();
DROP FUNCTION common.return_turn(bytea, double precision);
DROP FUNCTION common.take_turn(bytea, double precision, integer);
DROP TABLE common.rate_limit;
