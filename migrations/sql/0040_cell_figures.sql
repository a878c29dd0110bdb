-- What the parts of indicators come to, by leaf cell and by each category: only of those
-- whose definition breaks them down. Kept as the figures are, with them, by the worker.
CREATE TABLE indicators.cell_figure (
  indicator_id uuid NOT NULL,
  include text NOT NULL,
  -- Categories in the order of the axes: one of each for a leaf, else one alone.
  cell uuid[] NOT NULL
    CONSTRAINT ck_cell_figure_cell CHECK (cardinality(cell) > 0),
  is_leaf boolean NOT NULL,
  life_state text NOT NULL,
  life_value numeric,
  life_numerator numeric,
  life_denominator numeric,
  life_low numeric,
  life_high numeric,
  life_marks text[] NOT NULL,
  to_date_state text NOT NULL,
  to_date_value numeric,
  to_date_numerator numeric,
  to_date_denominator numeric,
  to_date_low numeric,
  to_date_high numeric,
  to_date_marks text[] NOT NULL,
  CONSTRAINT pk_cell_figure PRIMARY KEY (indicator_id, include, cell),
  -- They go with the figure that they are parts of.
  CONSTRAINT fk_cell_figure_indicator_id_include FOREIGN KEY (indicator_id, include)
    REFERENCES indicators.figure (indicator_id, include) ON DELETE CASCADE
);
CREATE TABLE indicators.cell_period_figure (
  period_id uuid NOT NULL
    CONSTRAINT fk_cell_period_figure_period_id
    REFERENCES indicators.period ON DELETE CASCADE,
  include text NOT NULL,
  cell uuid[] NOT NULL,
  indicator_id uuid NOT NULL,
  -- The period's own, which is handed up to indicators above.
  given_state text NOT NULL,
  given_value numeric,
  given_numerator numeric,
  given_denominator numeric,
  given_low numeric,
  given_high numeric,
  given_marks text[] NOT NULL,
  reported boolean NOT NULL,
  shown_state text NOT NULL,
  shown_value numeric,
  shown_numerator numeric,
  shown_denominator numeric,
  shown_low numeric,
  shown_high numeric,
  shown_marks text[] NOT NULL,
  CONSTRAINT pk_cell_period_figure PRIMARY KEY (period_id, include, cell),
  CONSTRAINT fk_cell_period_figure_indicator_id_include_cell
    FOREIGN KEY (indicator_id, include, cell)
    REFERENCES indicators.cell_figure (indicator_id, include, cell) ON DELETE CASCADE
);
CREATE INDEX ix_cell_period_figure_indicator_id
  ON indicators.cell_period_figure (indicator_id, include, cell);

-- Whoever sees an indicator sees its figures; those of what waits are not for funders.
DO $$
DECLARE
  part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['cell_figure', 'cell_period_figure'] LOOP
    PERFORM common.guard(('indicators.' || part)::regclass, format(
      'EXISTS (SELECT FROM indicators.seen_indicator s WHERE s.id = %s.indicator_id)', part),
      'false');
    EXECUTE format('CREATE POLICY approved ON indicators.%1$I AS RESTRICTIVE FOR SELECT USING ('
      'include = ''accepted'' OR (SELECT coalesce(cardinality(common.funds()), 0) = 0)'
      ' OR EXISTS (SELECT FROM indicators.period p WHERE p.indicator_id = %1$I.indicator_id'
      ' AND indicators.is_read_unapproved(p.id)))', part);
  END LOOP;
END
$$;

-- What is handed up to indicators, part by part; `indicators.handed_up` tells of the whole.
CREATE FUNCTION indicators.cells_handed_up(parents uuid[], included_in text)
RETURNS TABLE (parent_id uuid, child_id uuid, cell uuid[], period_id uuid, state text,
  value numeric, numerator numeric, denominator numeric, low numeric, high numeric,
  marks text[], reported boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT l.parent_indicator_id, l.child_indicator_id, f.cell, f.period_id, f.given_state,
  f.given_value, f.given_numerator, f.given_denominator, f.given_low, f.given_high,
  f.given_marks, f.reported
FROM indicators.rollup l
LEFT JOIN indicators.figure kept
  ON kept.indicator_id = l.child_indicator_id AND kept.include = included_in
JOIN indicators.cell_figure c ON c.indicator_id = l.child_indicator_id
  AND c.include = coalesce(kept.include, 'accepted') AND c.is_leaf
JOIN indicators.cell_period_figure f ON f.indicator_id = c.indicator_id
  AND f.include = c.include AND f.cell = c.cell
WHERE l.parent_indicator_id = ANY (parents) AND l.included
ORDER BY l.parent_indicator_id, l.child_indicator_id, f.cell, f.period_id
$$;
-- The categories of these axes, whoever asks: a figure is the same for all who see it.
CREATE FUNCTION indicators.categories_of(axes uuid[])
RETURNS TABLE (id uuid, axis_id uuid, axis_code text, axis_name jsonb,
  original_language text, code text, name jsonb, "position" integer, is_unknown boolean,
  archived boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT c.id, a.id, a.code, a.name, a.original_language, c.code, c.name, c.position,
  c.is_unknown, a.archived_at IS NOT NULL OR c.archived_at IS NOT NULL
FROM indicators.axis a JOIN indicators.category c ON c.axis_id = a.id
WHERE a.id = ANY (axes)
ORDER BY a.id, c.is_unknown, c.position, c.id
$$;
REVOKE EXECUTE ON FUNCTION indicators.cells_handed_up(uuid[], text),
  indicators.categories_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.cells_handed_up(uuid[], text),
  indicators.categories_of(uuid[]) TO bromost_indicators;

INSERT INTO indicators.figure_due (indicator_id)
SELECT DISTINCT v.indicator_id FROM indicators.indicator_version v
JOIN indicators.definition_axis a ON a.definition_version_id = v.definition_version_id;
