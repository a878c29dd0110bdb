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
      JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id) END
$$;

-- A use takes the rule of the version it has; of several versions, the newest. What only
-- definitions know (other kinds and directions, ranges, shares) has no place here.
ALTER TABLE indicators.indicator DISABLE TRIGGER history_changed;
ALTER TABLE indicators.indicator
  ADD COLUMN unit text
    CONSTRAINT ck_indicator_unit
    CHECK (unit IN ('number', 'percent', 'custom') OR unit ~ '^currency:[A-Z]{3}$'),
  ADD COLUMN unit_name jsonb,
  ADD COLUMN direction text
    CONSTRAINT ck_indicator_direction CHECK (direction IN ('increase', 'decrease')),
  ADD COLUMN decimals smallint NOT NULL DEFAULT 0
    CONSTRAINT ck_indicator_decimals CHECK (decimals BETWEEN 0 AND 6),
  ADD COLUMN allow_over_100 boolean NOT NULL DEFAULT false,
  ADD COLUMN source jsonb
    CONSTRAINT ck_indicator_source CHECK (jsonb_typeof(source) = 'object');
UPDATE indicators.indicator i SET
  unit = CASE v.unit WHEN 'none' THEN 'number' ELSE v.unit END,
  unit_name = v.unit_name,
  direction = CASE v.direction WHEN 'decrease' THEN 'decrease' ELSE 'increase' END,
  decimals = v.decimals,
  allow_over_100 = v.kind = 'percentage' AND v.maximum IS NULL,
  source = v.source,
  baseline_on = CASE WHEN i.baseline_value IS NOT NULL THEN i.baseline_on END,
  target_on = CASE WHEN i.target_value IS NOT NULL THEN i.target_on END
FROM indicators.definition_version v WHERE v.id = i.definition_version_id;

CREATE FUNCTION pg_temp.rule_of(image jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS
$$
  SELECT jsonb_build_object(
    'unit', CASE image ->> 'unit' WHEN 'none' THEN 'number' ELSE image ->> 'unit' END,
    'unit_name', image -> 'unit_name',
    'direction', CASE image ->> 'direction' WHEN 'decrease' THEN 'decrease'
      ELSE 'increase' END,
    'decimals', image -> 'decimals', 'source', image -> 'source',
    'allow_over_100', image ->> 'kind' = 'percentage' AND image ->> 'maximum' IS NULL)
$$;
UPDATE indicators.history h SET image =
  h.image - '{definition_version_id,baseline_state,baseline_numerator,baseline_denominator,baseline_method,target_numerator,target_denominator,target_low,target_high}'::text[]
  || coalesce((SELECT pg_temp.rule_of(v.image) FROM indicators.history v
    WHERE v.table_name = 'definition_version'
      AND v.row_key = h.image ->> 'definition_version_id'
    -- As it was then; what was written together counts as one.
    ORDER BY (v.at > h.at AND v.change_id <> h.change_id),
      CASE WHEN v.at > h.at AND v.change_id <> h.change_id THEN v.position
        ELSE -v.position END LIMIT 1), '{}')
WHERE h.table_name = 'indicator';
UPDATE indicators.history SET image =
  image - '{target_numerator,target_denominator,target_low,target_high}'::text[]
WHERE table_name = 'period';

SELECT common.drop_history('indicators.indicator_responsible'),
  common.drop_history('indicators.indicator_version'),
  common.drop_history('indicators.definition_axis'),
  common.drop_history('indicators.definition_version');
SELECT common.drop_history('indicators.category');
SELECT common.drop_history('indicators.definition'), common.drop_history('indicators.axis');
DROP VIEW indicators_past.indicator, indicators_past.period;
ALTER TABLE indicators.indicator
  DROP CONSTRAINT ck_indicator_baseline,
  DROP CONSTRAINT ck_indicator_target,
  DROP CONSTRAINT ck_indicator_figures,
  DROP COLUMN definition_version_id,
  DROP COLUMN baseline_state,
  DROP COLUMN baseline_numerator,
  DROP COLUMN baseline_denominator,
  DROP COLUMN baseline_method,
  DROP COLUMN target_numerator,
  DROP COLUMN target_denominator,
  DROP COLUMN target_low,
  DROP COLUMN target_high,
  ALTER COLUMN unit SET NOT NULL,
  ALTER COLUMN direction SET NOT NULL,
  ADD CONSTRAINT ck_indicator_unit_name CHECK ((unit = 'custom') = (unit_name IS NOT NULL)),
  ADD CONSTRAINT ck_indicator_baseline
    CHECK ((baseline_value IS NULL) = (baseline_on IS NULL)),
  ADD CONSTRAINT ck_indicator_target CHECK (target_on IS NULL OR target_value IS NOT NULL),
  ADD CONSTRAINT ck_indicator_figures
    CHECK (baseline_value <> 'NaN' AND target_value <> 'NaN');
ALTER TABLE indicators.period
  DROP CONSTRAINT ck_period_target,
  DROP COLUMN target_numerator,
  DROP COLUMN target_denominator,
  DROP COLUMN target_low,
  DROP COLUMN target_high;
ALTER TABLE indicators.indicator ENABLE TRIGGER history_changed;

-- Their policies look into each other.
SELECT common.unguard(('indicators.' || listed)::regclass) FROM unnest('{indicator_responsible,
  indicator_version,definition_axis,category,axis,definition_version,definition}'::text[]) listed;
DROP TABLE indicators.indicator_responsible;
DROP TABLE indicators.indicator_version;
DROP TABLE indicators.definition_axis;
DROP TABLE indicators.category;
DROP TABLE indicators.axis;
DROP TABLE indicators.definition_version;
DROP TABLE indicators.definition;
DROP FUNCTION indicators.require_unknown_category();
DROP FUNCTION indicators.keep_published();
SELECT common.renew_history('indicators.indicator'), common.renew_history('indicators.period');
