-- Takes back: How much each part counts in a mean, and what is archived in a figure.
DROP TRIGGER figures_archived ON api.project;
DROP TRIGGER figures_archived ON indicators.result;
DROP FUNCTION indicators.mark_archived();
DROP FUNCTION indicators.handed_up(uuid[], text);
CREATE FUNCTION indicators.handed_up(parents uuid[], included_in text)
RETURNS TABLE (parent_id uuid, child_id uuid, is_added boolean, period_id uuid,
  starts_on date, ends_on date, state text, value numeric, numerator numeric,
  denominator numeric, low numeric, high numeric, marks text[], reported boolean, rule jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT l.parent_indicator_id, l.child_indicator_id, l.included, p.id, p.starts_on,
  p.ends_on, f.given_state, f.given_value, f.given_numerator, f.given_denominator,
  f.given_low, f.given_high, f.given_marks, f.reported, f.rule
FROM indicators.rollup l
LEFT JOIN indicators.figure kept
  ON kept.indicator_id = l.child_indicator_id AND kept.include = included_in
LEFT JOIN indicators.period_figure f
  ON f.indicator_id = l.child_indicator_id AND f.include = coalesce(kept.include, 'accepted')
LEFT JOIN indicators.period p ON p.id = f.period_id
WHERE l.parent_indicator_id = ANY (parents)
ORDER BY l.parent_indicator_id, l.child_indicator_id, p.starts_on
$$;
REVOKE EXECUTE ON FUNCTION indicators.handed_up(uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.handed_up(uuid[], text) TO bromost_indicators;
DROP VIEW indicators_past.rollup;
UPDATE indicators.history SET image = image - 'weight' WHERE table_name = 'rollup';
ALTER TABLE indicators.rollup DROP COLUMN weight;
SELECT common.renew_history('indicators.rollup');
