DROP FUNCTION indicators.with_many_below(uuid[], integer);
