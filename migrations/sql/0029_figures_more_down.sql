DROP VIEW indicators_past.period_lock;
ALTER TABLE indicators.period_lock DROP COLUMN locked_by;
UPDATE indicators.history SET image = image - 'locked_by' WHERE table_name = 'period_lock';
SELECT common.renew_history('indicators.period_lock');
DROP TABLE indicators.figure_audit_part;
DELETE FROM indicators.figure_audit WHERE ended_at IS NULL;
ALTER TABLE indicators.figure_audit ALTER COLUMN ended_at SET NOT NULL;
INSERT INTO indicators.figure_due (indicator_id) SELECT id FROM indicators.indicator;
DROP FUNCTION indicators.operands_of(uuid[], text[], text),
  indicators.formulas_beside(uuid[]);
DELETE FROM indicators.period_figure WHERE include = 'submitted';
DELETE FROM indicators.figure WHERE include = 'submitted';
DROP FUNCTION indicators.with_more_below(uuid[]);
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
LEFT JOIN indicators.period_figure f
  ON f.indicator_id = l.child_indicator_id AND f.include = included_in
LEFT JOIN indicators.period p ON p.id = f.period_id
WHERE l.parent_indicator_id = ANY (parents)
ORDER BY l.parent_indicator_id, l.child_indicator_id, p.starts_on
$$;
