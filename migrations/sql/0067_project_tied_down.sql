DROP FUNCTION indicators.is_tied_v1(uuid);
