CREATE TABLE indicators.result (
  id uuid CONSTRAINT pk_result PRIMARY KEY,
  project_id uuid NOT NULL,
  kind text NOT NULL
    CONSTRAINT ck_result_kind
    CHECK (kind IN ('input', 'activity', 'output', 'outcome', 'impact')),
  title jsonb NOT NULL
    CONSTRAINT ck_result_title CHECK (jsonb_typeof(title) = 'object' AND title <> '{}'),
  description jsonb
    CONSTRAINT ck_result_description
    CHECK (jsonb_typeof(description) = 'object' AND description <> '{}'),
  position integer NOT NULL CONSTRAINT ck_result_position CHECK (position > 0),
  original_language text NOT NULL
    CONSTRAINT ck_result_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_result_original_text CHECK (title ? original_language)
);
CREATE INDEX ix_result_project_id ON indicators.result (project_id);

CREATE TABLE indicators.indicator (
  id uuid CONSTRAINT pk_indicator PRIMARY KEY,
  result_id uuid NOT NULL
    CONSTRAINT fk_indicator_result_id REFERENCES indicators.result,
  title jsonb NOT NULL
    CONSTRAINT ck_indicator_title CHECK (jsonb_typeof(title) = 'object' AND title <> '{}'),
  unit text NOT NULL
    CONSTRAINT ck_indicator_unit
    CHECK (unit IN ('number', 'percent', 'custom') OR unit ~ '^currency:[A-Z]{3}$'),
  unit_name jsonb,
  direction text NOT NULL
    CONSTRAINT ck_indicator_direction CHECK (direction IN ('increase', 'decrease')),
  decimals smallint NOT NULL DEFAULT 0
    CONSTRAINT ck_indicator_decimals CHECK (decimals BETWEEN 0 AND 6),
  allow_over_100 boolean NOT NULL DEFAULT false,
  baseline_value numeric(24, 6),
  baseline_on date,
  baseline_note jsonb
    CONSTRAINT ck_indicator_baseline_note CHECK (jsonb_typeof(baseline_note) = 'object'),
  target_value numeric(24, 6),
  target_on date,
  source jsonb
    CONSTRAINT ck_indicator_source CHECK (jsonb_typeof(source) = 'object'),
  is_synthetic boolean NOT NULL DEFAULT false,
  position integer NOT NULL CONSTRAINT ck_indicator_position CHECK (position > 0),
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_indicator_unit_name CHECK ((unit = 'custom') = (unit_name IS NOT NULL)),
  CONSTRAINT ck_indicator_baseline
    CHECK ((baseline_value IS NULL) = (baseline_on IS NULL)),
  CONSTRAINT ck_indicator_target CHECK (target_on IS NULL OR target_value IS NOT NULL),
  -- NaN fits into numeric, and would be greater than every figure.
  CONSTRAINT ck_indicator_figures
    CHECK (baseline_value <> 'NaN' AND target_value <> 'NaN')
);
CREATE INDEX ix_indicator_result_id ON indicators.indicator (result_id);

CREATE TABLE indicators.period (
  id uuid CONSTRAINT pk_period PRIMARY KEY,
  indicator_id uuid NOT NULL
    CONSTRAINT fk_period_indicator_id REFERENCES indicators.indicator,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  target_value numeric(24, 6)
    CONSTRAINT ck_period_target_value CHECK (target_value <> 'NaN'),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_period_days CHECK (ends_on >= starts_on),
  CONSTRAINT ex_period_overlap EXCLUDE USING gist
    (indicator_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);
CREATE INDEX ix_period_indicator_id_starts_on
  ON indicators.period (indicator_id, starts_on);

-- What was said of a period, in the order in which it was said; the last one holds.
CREATE TABLE indicators.entry (
  id uuid CONSTRAINT pk_entry PRIMARY KEY,
  period_id uuid NOT NULL
    CONSTRAINT fk_entry_period_id REFERENCES indicators.period,
  number integer NOT NULL CONSTRAINT ck_entry_number CHECK (number > 0),
  value numeric(24, 6) NOT NULL CONSTRAINT ck_entry_value CHECK (value <> 'NaN'),
  state text NOT NULL
    CONSTRAINT ck_entry_state CHECK (state IN ('reported', 'estimated')),
  comment text,
  recorded_by uuid,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_entry_period_id_number UNIQUE (period_id, number)
);
REVOKE UPDATE, DELETE ON indicators.entry FROM bromost_indicators;

-- Published: the projects that results belong to, which must therefore stay.
CREATE VIEW indicators.project_use_v1 AS
SELECT project_id, count(*) AS results FROM indicators.result GROUP BY project_id;
GRANT USAGE ON SCHEMA indicators TO bromost_api;
GRANT SELECT ON indicators.project_use_v1 TO bromost_api;
