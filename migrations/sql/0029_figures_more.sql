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
UNION
SELECT i.id FROM indicators.indicator i
JOIN indicators.definition_version v
  ON v.id = i.definition_version_id AND v.formula IS NOT NULL
JOIN indicators.result r ON r.id = i.result_id
JOIN indicators.result other
  ON other.project_id = r.project_id OR other.programme_id = r.programme_id
JOIN indicators.indicator beside ON beside.result_id = other.id
JOIN indicators.figure f ON f.indicator_id = beside.id AND f.include = 'submitted'
WHERE i.id = ANY (parents)
$$;
REVOKE EXECUTE ON FUNCTION indicators.with_more_below(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.with_more_below(uuid[]) TO bromost_indicators;

-- What the codes of formulas stand for: indicators of the same framework that go by the
-- definition with this code.
CREATE FUNCTION indicators.operands_of(formulas uuid[], codes text[], included_in text)
RETURNS TABLE (parent_id uuid, child_id uuid, code text, period_id uuid,
  starts_on date, ends_on date, state text, value numeric, numerator numeric,
  denominator numeric, low numeric, high numeric, marks text[], reported boolean, rule jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT f.id, i.id, w.code, p.id, p.starts_on, p.ends_on,
  g.given_state, g.given_value, g.given_numerator, g.given_denominator, g.given_low,
  g.given_high, g.given_marks, g.reported, g.rule
FROM unnest(formulas, codes) AS w (id, code)
JOIN indicators.indicator f ON f.id = w.id
JOIN indicators.result r ON r.id = f.result_id
JOIN indicators.result other
  ON other.project_id = r.project_id OR other.programme_id = r.programme_id
JOIN indicators.indicator i ON i.result_id = other.id AND i.archived_at IS NULL
JOIN indicators.definition_version v ON v.id = i.definition_version_id
JOIN indicators.definition d ON d.id = v.definition_id AND d.code = w.code
LEFT JOIN indicators.figure kept
  ON kept.indicator_id = i.id AND kept.include = included_in
LEFT JOIN indicators.period_figure g
  ON g.indicator_id = i.id AND g.include = coalesce(kept.include, 'accepted')
LEFT JOIN indicators.period p ON p.id = g.period_id
ORDER BY f.id, w.code, i.id, p.starts_on
$$;
-- The formulas in the frameworks of these indicators, with the codes that those go by.
CREATE FUNCTION indicators.formulas_beside(changed uuid[])
RETURNS TABLE (id uuid, formula text, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT f.id, v.formula, d.code
FROM indicators.indicator i
JOIN indicators.definition_version o ON o.id = i.definition_version_id
JOIN indicators.definition d ON d.id = o.definition_id AND d.code IS NOT NULL
JOIN indicators.result r ON r.id = i.result_id
JOIN indicators.result other
  ON other.project_id = r.project_id OR other.programme_id = r.programme_id
JOIN indicators.indicator f ON f.result_id = other.id
JOIN indicators.definition_version v
  ON v.id = f.definition_version_id AND v.formula IS NOT NULL
WHERE i.id = ANY (changed)
$$;
REVOKE EXECUTE ON FUNCTION indicators.operands_of(uuid[], text[], text),
  indicators.formulas_beside(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.operands_of(uuid[], text[], text),
  indicators.formulas_beside(uuid[]) TO bromost_indicators;

-- An audit is done in parts, by several processes: each part is one transaction.
ALTER TABLE indicators.figure_audit ALTER COLUMN ended_at DROP NOT NULL;
CREATE TABLE indicators.figure_audit_part (
  audit_id uuid NOT NULL
    CONSTRAINT fk_figure_audit_part_audit_id
    REFERENCES indicators.figure_audit ON DELETE CASCADE,
  number integer NOT NULL,
  first_id uuid NOT NULL,
  last_id uuid NOT NULL,
  done_at timestamptz,
  indicators integer NOT NULL DEFAULT 0,
  differing integer NOT NULL DEFAULT 0,
  examples jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT pk_figure_audit_part PRIMARY KEY (audit_id, number)
);
SELECT common.guard('indicators.figure_audit_part', 'false', 'false');
-- Figures tell by which entries they stand: only those that could hold.
INSERT INTO indicators.figure_due (indicator_id) SELECT id FROM indicators.indicator;

-- Who is held back is told by whom.
ALTER TABLE indicators.period_lock ADD COLUMN locked_by uuid;
SELECT common.renew_history('indicators.period_lock');
