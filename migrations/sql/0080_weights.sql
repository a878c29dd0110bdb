-- How much an indicator counts in the mean that it goes into.
ALTER TABLE indicators.rollup
  ADD COLUMN weight numeric(24, 6) CONSTRAINT ck_rollup_weight CHECK (weight > 0);
SELECT common.renew_history('indicators.rollup');

-- With the weight. What is archived still counts by what it told, but nothing more is
-- awaited of it: its silent periods are not missing in anything.
DROP FUNCTION indicators.handed_up(uuid[], text);
CREATE FUNCTION indicators.handed_up(parents uuid[], included_in text)
RETURNS TABLE (parent_id uuid, child_id uuid, is_added boolean, weight numeric, period_id uuid,
  starts_on date, ends_on date, state text, value numeric, numerator numeric,
  denominator numeric, low numeric, high numeric, marks text[], reported boolean, rule jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT l.parent_indicator_id, l.child_indicator_id, l.included, l.weight, p.id, p.starts_on,
  p.ends_on, f.given_state, f.given_value, f.given_numerator, f.given_denominator,
  f.given_low, f.given_high, f.given_marks, f.reported, f.rule
FROM indicators.rollup l
JOIN indicators.indicator child ON child.id = l.child_indicator_id
JOIN indicators.result r ON r.id = child.result_id
LEFT JOIN api.project owner ON owner.id = r.project_id
LEFT JOIN indicators.figure kept
  ON kept.indicator_id = l.child_indicator_id AND kept.include = included_in
LEFT JOIN indicators.period_figure f
  ON f.indicator_id = l.child_indicator_id AND f.include = coalesce(kept.include, 'accepted')
  AND (num_nonnulls(child.archived_at, r.archived_at, owner.archived_at) = 0
    OR f.reported OR num_nonnulls(f.given_value, f.given_low) > 0)
LEFT JOIN indicators.period p ON p.id = f.period_id
WHERE l.parent_indicator_id = ANY (parents)
ORDER BY l.parent_indicator_id, l.child_indicator_id, p.starts_on
$$;
REVOKE EXECUTE ON FUNCTION indicators.handed_up(uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.handed_up(uuid[], text) TO bromost_indicators;

-- An indicator that is archived marks itself; these mark what theirs go into.
CREATE FUNCTION indicators.mark_archived() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  INSERT INTO indicators.figure_due (indicator_id)
  SELECT DISTINCT l.parent_indicator_id FROM indicators.rollup l
  JOIN indicators.indicator i ON i.id = l.child_indicator_id
  JOIN indicators.result r ON r.id = i.result_id
  WHERE l.included AND NEW.id IN (r.id, r.project_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER figures_archived AFTER UPDATE OF archived_at ON indicators.result
  FOR EACH ROW WHEN ((OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL))
  EXECUTE FUNCTION indicators.mark_archived();
CREATE TRIGGER figures_archived AFTER UPDATE OF archived_at ON api.project
  FOR EACH ROW WHEN ((OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL))
  EXECUTE FUNCTION indicators.mark_archived();

-- Means that had no weight tell another reason now, and what is archived is not missing.
INSERT INTO indicators.figure_due (indicator_id)
SELECT DISTINCT s.indicator_id FROM indicators.indicator_version s
JOIN indicators.definition_version v ON v.id = s.definition_version_id
WHERE 'weighted_mean' IN (v.over_time, v.over_children)
UNION
SELECT l.parent_indicator_id FROM indicators.rollup l
JOIN indicators.indicator i ON i.id = l.child_indicator_id
JOIN indicators.result r ON r.id = i.result_id
LEFT JOIN api.project p ON p.id = r.project_id
WHERE num_nonnulls(i.archived_at, r.archived_at, p.archived_at) > 0;
