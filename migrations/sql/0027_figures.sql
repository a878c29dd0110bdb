-- What indicators come to, kept beside what it comes from, so that lists, dashboards and
-- roll-ups read it. Calculated in one place, by the worker; what is kept is unrounded.
CREATE TABLE indicators.figure (
  indicator_id uuid NOT NULL
    CONSTRAINT fk_figure_indicator_id REFERENCES indicators.indicator ON DELETE CASCADE,
  -- Official figures stand on accepted entries; others say that they stand on more.
  include text NOT NULL
    CONSTRAINT ck_figure_include CHECK (include IN ('accepted', 'submitted')),
  -- What was over by then, and expected.
  as_of date NOT NULL,
  rule_version uuid,
  -- Tells whether it was calculated from the same things.
  inputs bytea NOT NULL,
  calculated_at timestamptz NOT NULL DEFAULT now(),
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
  target_value numeric,
  target_low numeric,
  target_high numeric,
  target_to_date_value numeric,
  target_to_date_low numeric,
  target_to_date_high numeric,
  progress numeric,
  progress_missing text,
  progress_basis text,
  distance numeric,
  progress_to_date numeric,
  expected numeric,
  expected_to_date numeric,
  status text CONSTRAINT ck_figure_status
    CHECK (status IN ('reached', 'ahead', 'on_track', 'behind', 'no_data', 'not_due')),
  CONSTRAINT pk_figure PRIMARY KEY (indicator_id, include)
);
CREATE INDEX ix_figure_as_of ON indicators.figure (as_of);

CREATE TABLE indicators.period_figure (
  period_id uuid NOT NULL
    CONSTRAINT fk_period_figure_period_id REFERENCES indicators.period ON DELETE CASCADE,
  include text NOT NULL
    CONSTRAINT ck_period_figure_include CHECK (include IN ('accepted', 'submitted')),
  indicator_id uuid NOT NULL
    CONSTRAINT fk_period_figure_indicator_id
    REFERENCES indicators.indicator ON DELETE CASCADE,
  -- The period's own, which is handed up to indicators above.
  given_state text NOT NULL,
  given_value numeric,
  given_numerator numeric,
  given_denominator numeric,
  given_low numeric,
  given_high numeric,
  given_marks text[] NOT NULL,
  reported boolean NOT NULL,
  -- What it was calculated by, and therefore may be added to.
  rule jsonb NOT NULL,
  -- What is shown of it: the sum so far of increments.
  shown_state text NOT NULL,
  shown_value numeric,
  shown_numerator numeric,
  shown_denominator numeric,
  shown_low numeric,
  shown_high numeric,
  shown_marks text[] NOT NULL,
  progress numeric,
  progress_missing text,
  progress_basis text,
  distance numeric,
  status text CONSTRAINT ck_period_figure_status
    CHECK (status IN ('reached', 'on_track', 'behind', 'no_data', 'not_due')),
  CONSTRAINT pk_period_figure PRIMARY KEY (period_id, include)
);
CREATE INDEX ix_period_figure_indicator_id ON indicators.period_figure (indicator_id, include);

-- What has to be calculated anew. Rows are only added and taken away: whoever marks
-- waits for nobody, and what is marked while the worker is at it is seen the next time.
CREATE TABLE indicators.figure_due (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_figure_due PRIMARY KEY,
  indicator_id uuid NOT NULL,
  marked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_figure_due_indicator_id ON indicators.figure_due (indicator_id);

-- Every night all figures are calculated anew and compared: there must be no difference.
CREATE TABLE indicators.figure_audit (
  id uuid CONSTRAINT pk_figure_audit PRIMARY KEY,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  indicators integer NOT NULL,
  differing integer NOT NULL,
  -- The first of them: [{"indicator_id": …, "fields": [{"name", "kept", "calculated"}]}]
  examples jsonb NOT NULL
);
CREATE INDEX ix_figure_audit_started_at ON indicators.figure_audit (started_at);

-- Figures are the worker's; who sees an indicator sees its figures.
SELECT
  common.guard('indicators.figure',
    'indicator_id IN (SELECT id FROM indicators.indicator)', 'false'),
  common.guard('indicators.period_figure',
    'indicator_id IN (SELECT id FROM indicators.indicator)', 'false'),
  common.guard('indicators.figure_due',
    'indicator_id IN (SELECT id FROM indicators.indicator)', 'false'),
  common.guard('indicators.figure_audit', 'false', 'false');

-- What is handed up to indicators: all of it, for a figure is the same for everybody who
-- sees it. Whoever asks shows only those contributors that the reader sees.
CREATE FUNCTION indicators.handed_up(parents uuid[], included_in text)
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
REVOKE EXECUTE ON FUNCTION indicators.handed_up(uuid[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION indicators.handed_up(uuid[], text) TO bromost_indicators;

-- By triggers, so that no way to change something can forget it.
CREATE FUNCTION indicators.mark_figures() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'entry' THEN
      INSERT INTO indicators.figure_due (indicator_id)
      SELECT DISTINCT p.indicator_id FROM changed c
      JOIN indicators.period p ON p.id = c.period_id;
    WHEN 'indicator' THEN
      INSERT INTO indicators.figure_due (indicator_id) SELECT id FROM changed;
    WHEN 'rollup' THEN
      INSERT INTO indicators.figure_due (indicator_id)
      SELECT DISTINCT parent_indicator_id FROM changed;
    ELSE
      INSERT INTO indicators.figure_due (indicator_id)
      SELECT DISTINCT indicator_id FROM changed;
  END CASE;
  RETURN NULL;
END
$$;
-- An indicator that only made room in its list comes to what it came to before.
CREATE FUNCTION indicators.mark_changed_indicators() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  unimportant CONSTANT text[] := '{title,position,version,updated_at,is_synthetic}';
BEGIN
  INSERT INTO indicators.figure_due (indicator_id)
  SELECT c.id FROM changed c JOIN before b ON b.id = c.id
  WHERE to_jsonb(c) - unimportant IS DISTINCT FROM to_jsonb(b) - unimportant;
  RETURN NULL;
END
$$;
CREATE TRIGGER figures_changed AFTER UPDATE ON indicators.indicator
  REFERENCING OLD TABLE AS before NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_changed_indicators();
CREATE TRIGGER figures_added AFTER INSERT ON indicators.indicator
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_figures();
DO $$
DECLARE
  source text;
BEGIN
  FOREACH source IN ARRAY ARRAY['period', 'entry', 'rollup', 'indicator_version'] LOOP
    CONTINUE WHEN to_regclass('indicators.' || source) IS NULL;
    EXECUTE format('CREATE TRIGGER figures_added AFTER INSERT ON indicators.%I
      REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_figures()', source);
    EXECUTE format('CREATE TRIGGER figures_changed AFTER UPDATE ON indicators.%I
      REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_figures()', source);
    EXECUTE format('CREATE TRIGGER figures_removed AFTER DELETE ON indicators.%I
      REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION indicators.mark_figures()', source);
  END LOOP;
END $$;

INSERT INTO indicators.figure_due (indicator_id) SELECT id FROM indicators.indicator;
