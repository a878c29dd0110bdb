-- What an indicator means, apart from its use in a framework: a definition is in the
-- library of the installation or of a programme, or a project's own, and changes by a
-- new version, so that what was reported under the old one still means what it meant.

CREATE TABLE indicators.definition (
  id uuid CONSTRAINT pk_definition PRIMARY KEY,
  -- That of a library; what was made for one indicator alone has none.
  code text CONSTRAINT ck_definition_code CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  code_key text GENERATED ALWAYS AS (common.fold(code)) STORED,
  -- Both of the registry: another schema, hence no foreign keys.
  programme_id uuid,
  project_id uuid,
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_definition_code_key UNIQUE (code_key),
  CONSTRAINT ck_definition_library
    CHECK (CASE WHEN code IS NULL THEN num_nonnulls(programme_id, project_id) = 1
      ELSE project_id IS NULL END)
);
CREATE INDEX ix_definition_programme_id ON indicators.definition (programme_id);
CREATE INDEX ix_definition_project_id ON indicators.definition (project_id);

CREATE TABLE indicators.definition_version (
  id uuid CONSTRAINT pk_definition_version PRIMARY KEY,
  definition_id uuid NOT NULL
    CONSTRAINT fk_definition_version_definition_id REFERENCES indicators.definition,
  number integer NOT NULL CONSTRAINT ck_definition_version_number CHECK (number > 0),
  name jsonb NOT NULL
    CONSTRAINT ck_definition_version_name CHECK (jsonb_typeof(name) = 'object' AND name <> '{}'),
  name_key text GENERATED ALWAYS AS (common.fold_texts(name)) STORED,
  original_language text NOT NULL
    CONSTRAINT ck_definition_version_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  description jsonb
    CONSTRAINT ck_definition_version_description CHECK (jsonb_typeof(description) = 'object'),
  kind text NOT NULL
    CONSTRAINT ck_definition_version_kind
    CHECK (kind IN ('number', 'percentage', 'ratio', 'money', 'yes_no', 'scale', 'text',
      'milestone', 'formula')),
  unit text NOT NULL
    CONSTRAINT ck_definition_version_unit
    CHECK (unit IN ('number', 'percent', 'custom', 'none') OR unit ~ '^currency:[A-Z]{3}$'),
  unit_name jsonb
    CONSTRAINT ck_definition_version_unit_name CHECK (jsonb_typeof(unit_name) = 'object'),
  decimals smallint NOT NULL DEFAULT 0
    CONSTRAINT ck_definition_version_decimals CHECK (decimals BETWEEN 0 AND 6),
  minimum numeric(24, 6),
  maximum numeric(24, 6),
  direction text NOT NULL
    CONSTRAINT ck_definition_version_direction
    CHECK (direction IN ('increase', 'decrease', 'range', 'none')),
  -- What a value is: the state at a time, what was added, or all there is so far.
  cumulation text NOT NULL
    CONSTRAINT ck_definition_version_cumulation
    CHECK (cumulation IN ('none', 'summed', 'running')),
  over_time text NOT NULL
    CONSTRAINT ck_definition_version_over_time
    CHECK (over_time IN ('sum', 'weighted_mean', 'ratio', 'minimum', 'maximum', 'latest',
      'count', 'none')),
  over_children text NOT NULL
    CONSTRAINT ck_definition_version_over_children
    CHECK (over_children IN ('sum', 'weighted_mean', 'ratio', 'minimum', 'maximum',
      'latest', 'count', 'none')),
  population text NOT NULL DEFAULT 'none'
    CONSTRAINT ck_definition_version_population
    CHECK (population IN ('none', 'contacts', 'unique_in_period', 'unique_over_life')),
  -- Steps in their order: [{"value": 1, "label": {"en": "…"}}, …]
  scale jsonb
    CONSTRAINT ck_definition_version_scale CHECK (jsonb_typeof(scale) = 'array'),
  formula text,
  source jsonb
    CONSTRAINT ck_definition_version_source CHECK (jsonb_typeof(source) = 'object'),
  method jsonb
    CONSTRAINT ck_definition_version_method CHECK (jsonb_typeof(method) = 'object'),
  frequency text
    CONSTRAINT ck_definition_version_frequency
    CHECK (frequency IN ('month', 'quarter', 'four_months', 'half_year', 'year', 'once')),
  responsible jsonb
    CONSTRAINT ck_definition_version_responsible CHECK (jsonb_typeof(responsible) = 'object'),
  sdg text[] NOT NULL DEFAULT '{}',
  dac text[] NOT NULL DEFAULT '{}',
  note jsonb
    CONSTRAINT ck_definition_version_note CHECK (jsonb_typeof(note) = 'object'),
  published_at timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_definition_version_definition_id_number UNIQUE (definition_id, number),
  CONSTRAINT ck_definition_version_original_text CHECK (name ? original_language),
  CONSTRAINT ck_definition_version_unit_named
    CHECK ((unit = 'custom') = (unit_name IS NOT NULL)),
  -- NaN fits into numeric, and would be greater than every figure.
  CONSTRAINT ck_definition_version_bounds
    CHECK (minimum <> 'NaN' AND maximum <> 'NaN' AND minimum < maximum),
  CONSTRAINT ck_definition_version_formula_kind
    CHECK ((kind = 'formula') = (formula IS NOT NULL)),
  CONSTRAINT ck_definition_version_scale_kind
    CHECK (CASE kind WHEN 'scale' THEN scale IS NOT NULL WHEN 'text' THEN true
      ELSE scale IS NULL END)
);
CREATE UNIQUE INDEX uq_definition_version_draft
  ON indicators.definition_version (definition_id) WHERE published_at IS NULL;
CREATE INDEX ix_definition_version_name_key
  ON indicators.definition_version USING gin (name_key gin_trgm_ops);

-- A way to break a figure down: by sex, by age, by which side of the partnership.
CREATE TABLE indicators.axis (
  id uuid CONSTRAINT pk_axis PRIMARY KEY,
  code text NOT NULL
    CONSTRAINT ck_axis_code CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  code_key text GENERATED ALWAYS AS (common.fold(code)) STORED,
  programme_id uuid,
  name jsonb NOT NULL
    CONSTRAINT ck_axis_name CHECK (jsonb_typeof(name) = 'object' AND name <> '{}'),
  original_language text NOT NULL
    CONSTRAINT ck_axis_original_language CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_axis_code_key UNIQUE (code_key),
  CONSTRAINT ck_axis_original_text CHECK (name ? original_language)
);
CREATE TABLE indicators.category (
  id uuid CONSTRAINT pk_category PRIMARY KEY,
  axis_id uuid NOT NULL CONSTRAINT fk_category_axis_id REFERENCES indicators.axis,
  code text NOT NULL
    CONSTRAINT ck_category_code CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  code_key text GENERATED ALWAYS AS (common.fold(code)) STORED,
  name jsonb NOT NULL
    CONSTRAINT ck_category_name CHECK (jsonb_typeof(name) = 'object' AND name <> '{}'),
  position integer NOT NULL CONSTRAINT ck_category_position CHECK (position > 0),
  is_unknown boolean NOT NULL DEFAULT false,
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_category_axis_id_code_key UNIQUE (axis_id, code_key),
  -- What nobody knows has its place for as long as the axis.
  CONSTRAINT ck_category_unknown_stays CHECK (NOT is_unknown OR archived_at IS NULL)
);
CREATE UNIQUE INDEX uq_category_unknown ON indicators.category (axis_id) WHERE is_unknown;

CREATE TABLE indicators.definition_axis (
  definition_version_id uuid NOT NULL
    CONSTRAINT fk_definition_axis_definition_version_id
    REFERENCES indicators.definition_version,
  axis_id uuid NOT NULL
    CONSTRAINT fk_definition_axis_axis_id REFERENCES indicators.axis,
  position smallint NOT NULL
    CONSTRAINT ck_definition_axis_position CHECK (position BETWEEN 1 AND 3),
  CONSTRAINT pk_definition_axis PRIMARY KEY (definition_version_id, position),
  CONSTRAINT uq_definition_axis_definition_version_id_axis_id
    UNIQUE (definition_version_id, axis_id)
);
CREATE INDEX ix_definition_axis_axis_id ON indicators.definition_axis (axis_id);

-- Every axis has exactly one place for what is unknown, and there it stays.
CREATE FUNCTION indicators.require_unknown_category() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  axis uuid := CASE TG_TABLE_NAME WHEN 'axis' THEN to_jsonb(NEW) ->> 'id'
    ELSE to_jsonb(OLD) ->> 'axis_id' END;
BEGIN
  IF EXISTS (SELECT FROM indicators.axis a WHERE a.id = axis)
      AND NOT EXISTS (SELECT FROM indicators.category c
        WHERE c.axis_id = axis AND c.is_unknown) THEN
    RAISE integrity_constraint_violation
      USING MESSAGE = 'An axis has a category for what is unknown.',
        CONSTRAINT = 'ck_axis_unknown_category';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER unknown_category AFTER INSERT ON indicators.axis
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION indicators.require_unknown_category();
CREATE CONSTRAINT TRIGGER unknown_category AFTER UPDATE OR DELETE ON indicators.category
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION indicators.require_unknown_category();

-- What was published is what figures were reported by.
CREATE FUNCTION indicators.keep_published() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  published boolean;
BEGIN
  IF TG_TABLE_NAME = 'definition_version' THEN
    published := OLD.published_at IS NOT NULL;
  ELSE
    SELECT v.published_at IS NOT NULL INTO published FROM indicators.definition_version v
      WHERE v.id = (to_jsonb(OLD) ->> 'definition_version_id')::uuid;
  END IF;
  IF published THEN
    RAISE integrity_constraint_violation
      USING MESSAGE = 'A published version of a definition does not change.',
        CONSTRAINT = 'ck_definition_version_published';
  END IF;
  RETURN coalesce(NEW, OLD);
END
$$;
CREATE TRIGGER published BEFORE UPDATE OR DELETE ON indicators.definition_version
  FOR EACH ROW EXECUTE FUNCTION indicators.keep_published();
CREATE TRIGGER published BEFORE UPDATE OR DELETE ON indicators.definition_axis
  FOR EACH ROW EXECUTE FUNCTION indicators.keep_published();

-- An indicator is the use of a definition. From which day which version: the days are
-- the breaks in its series, and what was reported before one keeps the rule it had.
CREATE TABLE indicators.indicator_version (
  indicator_id uuid NOT NULL
    CONSTRAINT fk_indicator_version_indicator_id REFERENCES indicators.indicator,
  number integer NOT NULL CONSTRAINT ck_indicator_version_number CHECK (number > 0),
  definition_version_id uuid NOT NULL
    CONSTRAINT fk_indicator_version_definition_version_id
    REFERENCES indicators.definition_version,
  starts_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_indicator_version PRIMARY KEY (indicator_id, number),
  CONSTRAINT uq_indicator_version_indicator_id_starts_on UNIQUE (indicator_id, starts_on),
  CONSTRAINT ck_indicator_version_starts_on CHECK ((number = 1) = (starts_on IS NULL))
);
CREATE INDEX ix_indicator_version_definition_version_id
  ON indicators.indicator_version (definition_version_id);

-- Who sees to it that it is reported.
CREATE TABLE indicators.indicator_responsible (
  indicator_id uuid NOT NULL
    CONSTRAINT fk_indicator_responsible_indicator_id REFERENCES indicators.indicator,
  account_id uuid NOT NULL,
  CONSTRAINT pk_indicator_responsible PRIMARY KEY (indicator_id, account_id)
);
CREATE INDEX ix_indicator_responsible_account_id
  ON indicators.indicator_responsible (account_id);

ALTER TABLE indicators.indicator
  ADD COLUMN definition_version_id uuid
    CONSTRAINT fk_indicator_definition_version_id REFERENCES indicators.definition_version,
  ADD COLUMN baseline_state text
    CONSTRAINT ck_indicator_baseline_state
    CHECK (baseline_state IN ('reported', 'zero', 'estimated', 'not_applicable',
      'not_collected')),
  ADD COLUMN baseline_numerator numeric(24, 6),
  ADD COLUMN baseline_denominator numeric(24, 6),
  ADD COLUMN baseline_method jsonb
    CONSTRAINT ck_indicator_baseline_method CHECK (jsonb_typeof(baseline_method) = 'object'),
  ADD COLUMN target_numerator numeric(24, 6),
  ADD COLUMN target_denominator numeric(24, 6),
  ADD COLUMN target_low numeric(24, 6),
  ADD COLUMN target_high numeric(24, 6);
ALTER TABLE indicators.period
  ADD COLUMN target_numerator numeric(24, 6),
  ADD COLUMN target_denominator numeric(24, 6),
  ADD COLUMN target_low numeric(24, 6),
  ADD COLUMN target_high numeric(24, 6),
  ADD CONSTRAINT ck_period_target
    CHECK ((target_numerator IS NULL) = (target_denominator IS NULL)
      AND (target_low IS NULL) = (target_high IS NULL) AND target_low <= target_high
      AND (target_value IS NULL OR target_low IS NULL)
      AND target_numerator <> 'NaN' AND target_denominator <> 'NaN'
      AND target_low <> 'NaN' AND target_high <> 'NaN');

-- Each indicator that is there gets a definition of its own, as old as itself. A value
-- was the state at a time, and the newest held: so it stays. Percentages were stated
-- without what they are a share of, and cannot be put together.
CREATE FUNCTION pg_temp.uuid7(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS
$$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3)
    FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
SELECT i.id AS indicator_id, pg_temp.uuid7(i.created_at) AS definition_id,
  pg_temp.uuid7(i.created_at) AS version_id
FROM indicators.indicator i;
CREATE UNIQUE INDEX ON pg_temp.moved (indicator_id);
ANALYZE pg_temp.moved;

INSERT INTO indicators.definition (id, project_id, created_at, updated_at)
SELECT m.definition_id, r.project_id, i.created_at, i.created_at
FROM pg_temp.moved m JOIN indicators.indicator i ON i.id = m.indicator_id
JOIN indicators.result r ON r.id = i.result_id;
INSERT INTO indicators.definition_version (id, definition_id, number, name,
  original_language, kind, unit, unit_name, decimals, minimum, maximum, direction,
  cumulation, over_time, over_children, source, published_at, created_at)
SELECT m.version_id, m.definition_id, 1, i.title, r.original_language,
  CASE WHEN i.unit = 'percent' THEN 'percentage' WHEN i.unit LIKE 'currency:%' THEN 'money'
    ELSE 'number' END,
  i.unit, i.unit_name, i.decimals, CASE WHEN i.unit = 'percent' THEN 0 END,
  CASE WHEN i.unit = 'percent' AND NOT i.allow_over_100 THEN 100 END,
  i.direction, 'none', 'latest', CASE WHEN i.unit = 'percent' THEN 'none' ELSE 'sum' END,
  i.source, i.created_at, i.created_at
FROM pg_temp.moved m JOIN indicators.indicator i ON i.id = m.indicator_id
JOIN indicators.result r ON r.id = i.result_id;
INSERT INTO indicators.indicator_version (indicator_id, number, definition_version_id,
  created_at)
SELECT m.indicator_id, 1, m.version_id, i.created_at
FROM pg_temp.moved m JOIN indicators.indicator i ON i.id = m.indicator_id;

-- The history of these tables begins where that of their indicators does, and is told of
-- below; this change of form is none.
ALTER TABLE indicators.indicator DISABLE TRIGGER history_changed;
UPDATE indicators.indicator i SET definition_version_id = m.version_id,
  baseline_state = CASE WHEN i.baseline_value = 0 THEN 'zero'
    WHEN i.baseline_value IS NOT NULL THEN 'reported' END
FROM pg_temp.moved m WHERE m.indicator_id = i.id;
ALTER TABLE indicators.indicator ENABLE TRIGGER history_changed;
DROP VIEW indicators_past.indicator;
ALTER TABLE indicators.indicator
  ALTER COLUMN definition_version_id SET NOT NULL,
  DROP CONSTRAINT ck_indicator_baseline,
  DROP CONSTRAINT ck_indicator_target,
  DROP CONSTRAINT ck_indicator_figures,
  DROP COLUMN unit,
  DROP COLUMN unit_name,
  DROP COLUMN direction,
  DROP COLUMN decimals,
  DROP COLUMN allow_over_100,
  DROP COLUMN source,
  ADD CONSTRAINT ck_indicator_baseline
    CHECK (CASE WHEN baseline_state IS NULL
      THEN baseline_value IS NULL AND baseline_on IS NULL AND baseline_numerator IS NULL
      WHEN baseline_state IN ('not_applicable', 'not_collected')
      THEN baseline_value IS NULL AND baseline_numerator IS NULL
      ELSE baseline_on IS NOT NULL AND (baseline_value IS NOT NULL OR baseline_note IS NOT NULL)
      END AND (baseline_state IS DISTINCT FROM 'zero' OR baseline_value = 0)
      AND (baseline_numerator IS NULL) = (baseline_denominator IS NULL)),
  ADD CONSTRAINT ck_indicator_target
    CHECK ((target_on IS NULL OR target_value IS NOT NULL OR target_low IS NOT NULL)
      AND (target_numerator IS NULL) = (target_denominator IS NULL)
      AND (target_low IS NULL) = (target_high IS NULL) AND target_low <= target_high
      AND (target_value IS NULL OR target_low IS NULL)),
  ADD CONSTRAINT ck_indicator_figures
    CHECK (baseline_value <> 'NaN' AND baseline_numerator <> 'NaN'
      AND baseline_denominator <> 'NaN' AND target_value <> 'NaN'
      AND target_numerator <> 'NaN' AND target_denominator <> 'NaN'
      AND target_low <> 'NaN' AND target_high <> 'NaN');
CREATE INDEX ix_indicator_definition_version_id
  ON indicators.indicator (definition_version_id);

-- Who may see and write: the installation's library is read by all who sign in and
-- written by who reaches everything, a programme's follows the programme, and a
-- project's own definitions the project.
DO $$
DECLARE
  reads CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  writes CONSTANT text := '(SELECT common.writes())';
  programme_seen CONSTANT text :=
    format('programme_id IN (SELECT api.programmes_seen_by(%s))', reads);
  programme_held CONSTANT text :=
    format('programme_id IN (SELECT api.programmes_covered_by(%s))', writes);
  project_held CONSTANT text :=
    format('project_id IN (SELECT api.projects_covered_by(%s))', writes);
  held CONSTANT text := format('(d.%s OR d.%s)', programme_held, project_held);
  in_project CONSTANT text :=
    'indicator_id IN (SELECT i.id FROM indicators.indicator i'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || project_held || ')';
BEGIN
  PERFORM common.guard('indicators.definition',
    '(programme_id IS NULL AND project_id IS NULL) OR ' || programme_seen
      || format(' OR project_id IN (SELECT api.projects_seen_by(%s))', reads),
    programme_held || ' OR ' || project_held);
  -- Also what a project that one sees uses, whoever it was taken from.
  PERFORM common.guard('indicators.definition_version',
    'EXISTS (SELECT FROM indicators.definition d WHERE d.id = definition_id)'
      ' OR EXISTS (SELECT FROM indicators.indicator_version u'
      ' WHERE u.definition_version_id = definition_version.id)',
    'EXISTS (SELECT FROM indicators.definition d WHERE d.id = definition_id AND '
      || held || ')');
  PERFORM common.guard('indicators.definition_axis',
    'EXISTS (SELECT FROM indicators.definition_version v WHERE v.id = definition_version_id)',
    'EXISTS (SELECT FROM indicators.definition_version v'
      ' JOIN indicators.definition d ON d.id = v.definition_id'
      ' WHERE v.id = definition_version_id AND ' || held || ')');
  PERFORM common.guard('indicators.axis',
    'programme_id IS NULL OR ' || programme_seen, programme_held);
  PERFORM common.guard('indicators.category',
    'EXISTS (SELECT FROM indicators.axis a WHERE a.id = axis_id)',
    'EXISTS (SELECT FROM indicators.axis a WHERE a.id = axis_id AND a.'
      || programme_held || ')');
  PERFORM common.guard('indicators.indicator_version',
    'indicator_id IN (SELECT id FROM indicators.indicator)', in_project);
  PERFORM common.guard('indicators.indicator_responsible',
    'indicator_id IN (SELECT id FROM indicators.indicator)', in_project);
END
$$;

SELECT common.keep_history('indicators.definition', 'definition'),
  common.keep_history('indicators.axis', 'axis');
SELECT
  common.keep_history('indicators.definition_version', 'definition', 'r.definition_id'),
  common.keep_history('indicators.definition_axis', 'definition',
    '(SELECT v.definition_id FROM indicators.definition_version v'
    ' WHERE v.id = r.definition_version_id)'),
  common.keep_history('indicators.category', 'axis', 'r.axis_id'),
  common.keep_history('indicators.indicator_version', 'indicator', 'r.indicator_id'),
  common.keep_history('indicators.indicator_responsible', 'indicator', 'r.indicator_id'),
  common.renew_history('indicators.indicator'),
  common.renew_history('indicators.period');

-- The past, too, is told in the new form: the rules that an indicator had are those of
-- its definition at the same moments, by the same people.
DELETE FROM indicators.history WHERE table_name = 'definition_version';
INSERT INTO indicators.history (table_name, object_type, object_id, row_key, operation, at,
  change_id, account_id, image)
SELECT 'definition_version', 'definition', v.definition_id, v.id::text,
  CASE WHEN t.before IS NULL THEN 'added' ELSE 'changed' END, t.at, t.change_id,
  t.account_id,
  (to_jsonb(v) - 'name_key') || jsonb_build_object(
    'name', t.image -> 'title', 'unit', t.unit, 'unit_name', t.image -> 'unit_name',
    'direction', t.image -> 'direction', 'decimals', t.image -> 'decimals',
    'source', t.image -> 'source',
    'kind', CASE WHEN t.unit = 'percent' THEN 'percentage'
      WHEN t.unit LIKE 'currency:%' THEN 'money' ELSE 'number' END,
    'minimum', CASE WHEN t.unit = 'percent' THEN 0 END,
    'maximum', CASE WHEN t.unit = 'percent' AND NOT t.over THEN 100 END,
    'over_children', CASE WHEN t.unit = 'percent' THEN 'none' ELSE 'sum' END)
FROM (
  SELECT h.*, h.image ->> 'unit' AS unit, (h.image ->> 'allow_over_100')::boolean AS over,
    lag(h.rule) OVER (PARTITION BY h.object_id ORDER BY h.position) AS before
  FROM (SELECT x.*, jsonb_build_array(x.image -> 'unit', x.image -> 'unit_name',
      x.image -> 'direction', x.image -> 'decimals', x.image -> 'allow_over_100',
      x.image -> 'source') AS rule
    FROM indicators.history x WHERE x.table_name = 'indicator') h
) t
JOIN pg_temp.moved m ON m.indicator_id = t.object_id
JOIN indicators.definition_version v ON v.id = m.version_id
WHERE t.rule IS DISTINCT FROM t.before
ORDER BY t.position;
UPDATE indicators.history h SET image =
  h.image - '{unit,unit_name,direction,decimals,allow_over_100,source}'::text[]
  || jsonb_build_object('definition_version_id', m.version_id,
    'baseline_state', CASE WHEN (h.image ->> 'baseline_value')::numeric = 0 THEN 'zero'
      WHEN h.image ->> 'baseline_value' IS NOT NULL THEN 'reported' END)
FROM pg_temp.moved m WHERE h.table_name = 'indicator' AND h.object_id = m.indicator_id;

-- Whose programme a deed on a definition was in.
CREATE OR REPLACE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT p.programme_id FROM indicators.result r
      JOIN api.project p ON p.id = r.project_id WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT p.programme_id FROM indicators.indicator i
      JOIN indicators.result r ON r.id = i.result_id
      JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id)
    WHEN 'definition' THEN (SELECT coalesce(d.programme_id, p.programme_id)
      FROM indicators.definition d LEFT JOIN api.project p ON p.id = d.project_id
      WHERE d.id = programme_of.object_id)
    WHEN 'axis' THEN (SELECT a.programme_id FROM indicators.axis a
      WHERE a.id = programme_of.object_id) END
$$;
