-- What is handed up is of the same kind as what it goes into; whoever has nothing that
-- waits to be accepted hands up what was.
CREATE OR REPLACE FUNCTION indicators.handed_up(parents uuid[], included_in text)
RETURNS TABLE (parent_id uuid, child_id uuid, is_added boolean, period_id uuid,
  starts_on date, ends_on date, state text, value numeric, numerator numeric,
  denominator numeric, low numeric, high numeric, marks text[], reported boolean, rule jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT l.parent_indicator_id, l.child_indicator_id, l.included, p.id, p.starts_on, p.ends_on,
  f.given_state, f.given_value, f.given_numerator, f.given_denominator, f.given_low,
  f.given_high, f.given_marks, f.reported, f.rule
FROM indicators.rollup l
LEFT JOIN indicators.figure kept
  ON kept.indicator_id = l.child_indicator_id AND kept.include = included_in
LEFT JOIN indicators.period_figure f
  ON f.indicator_id = l.child_indicator_id AND f.include = coalesce(kept.include, 'accepted')
LEFT JOIN indicators.period p ON p.id = f.period_id
WHERE l.parent_indicator_id = ANY (parents)
ORDER BY l.parent_indicator_id, l.child_indicator_id, p.starts_on
$$;

-- Those of these indicators that would come to something else with what waits below them.
CREATE FUNCTION indicators.with_more_below(parents uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT DISTINCT l.parent_indicator_id FROM indicators.rollup l
JOIN indicators.figure f ON f.indicator_id = l.child_indicator_id AND f.include = 'submitted'
WHERE l.parent_indicator_id = ANY (parents) AND l.included
$$;
REVOKE EXECUTE ON FUNCTION indicators.with_more_below(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.with_more_below(uuid[]) TO bromost_indicators;
-- What waits to be accepted is a figure of its own from now on.
INSERT INTO indicators.figure_due (indicator_id)
SELECT DISTINCT p.indicator_id FROM indicators.entry e
JOIN indicators.period p ON p.id = e.period_id WHERE e.status IN ('submitted', 'verified');
