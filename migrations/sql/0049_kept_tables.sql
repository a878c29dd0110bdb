-- Which of these have more than so many below them, whoever asks: these are worked out
-- by the worker alone. No more are looked at than it takes to know.
CREATE FUNCTION indicators.with_many_below(parents uuid[], most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT parent FROM unnest(parents) AS parent
WHERE EXISTS (SELECT FROM indicators.rollup l WHERE l.parent_indicator_id = parent OFFSET most)
$$;
REVOKE EXECUTE ON FUNCTION indicators.with_many_below(uuid[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.with_many_below(uuid[], integer) TO bromost_indicators;
