-- What a programme or project is about.
CREATE TABLE api.theme (
  id uuid CONSTRAINT pk_theme PRIMARY KEY,
  code text NOT NULL CONSTRAINT uq_theme_code UNIQUE,
  name jsonb NOT NULL CONSTRAINT ck_theme_name CHECK (name <> '{}'),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- A code sorts by its numbers: 2 before 10, A-9 before A-10.
CREATE FUNCTION api.code_key(code text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT SET search_path = pg_catalog AS
$$
  SELECT regexp_replace(
    regexp_replace(lower(code), '([0-9]+)', '00000000000000000000\1', 'g'),
    '[0-9]*([0-9]{20})', '\1', 'g')
$$;
GRANT EXECUTE ON FUNCTION api.code_key(text) TO bromost_api;

-- What a text sorts by for who reads `language`: that text, else the original's.
CREATE FUNCTION api.text_sort_key(texts jsonb, language text, original text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS
$$
  SELECT coalesce(common.fold(coalesce(texts ->> language, texts ->> original)), '')
$$;
GRANT EXECUTE ON FUNCTION api.text_sort_key(jsonb, text, text) TO bromost_api;

CREATE TABLE api.programme (
  id uuid CONSTRAINT pk_programme PRIMARY KEY,
  code text NOT NULL CONSTRAINT uq_programme_code UNIQUE,
  code_key text NOT NULL GENERATED ALWAYS AS (api.code_key(code)) STORED,
  title jsonb NOT NULL,
  title_key text NOT NULL GENERATED ALWAYS AS (common.fold_texts(title)) STORED,
  description jsonb,
  funding_scheme jsonb,
  starts_on date,
  ends_on date,
  original_language text NOT NULL DEFAULT 'en'
    CONSTRAINT ck_programme_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_programme_title CHECK (title ? original_language),
  CONSTRAINT ck_programme_period CHECK (ends_on >= starts_on)
);
CREATE INDEX ix_programme_sorted ON api.programme (code_key, id);

CREATE TABLE api.programme_goal (
  id uuid CONSTRAINT pk_programme_goal PRIMARY KEY,
  programme_id uuid NOT NULL
    CONSTRAINT fk_programme_goal_programme_id REFERENCES api.programme ON DELETE CASCADE,
  position integer NOT NULL,
  text jsonb NOT NULL CONSTRAINT ck_programme_goal_text CHECK (text <> '{}')
);
CREATE INDEX ix_programme_goal_programme_id ON api.programme_goal (programme_id);

CREATE TABLE api.programme_theme (
  programme_id uuid NOT NULL
    CONSTRAINT fk_programme_theme_programme_id REFERENCES api.programme ON DELETE CASCADE,
  theme_id uuid NOT NULL CONSTRAINT fk_programme_theme_theme_id REFERENCES api.theme,
  CONSTRAINT pk_programme_theme PRIMARY KEY (programme_id, theme_id)
);
CREATE INDEX ix_programme_theme_theme_id ON api.programme_theme (theme_id);

CREATE TABLE api.programme_role (
  programme_id uuid NOT NULL
    CONSTRAINT fk_programme_role_programme_id REFERENCES api.programme ON DELETE CASCADE,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_programme_role_organisation_id REFERENCES api.organisation,
  role text NOT NULL CONSTRAINT ck_programme_role_role
    CHECK (role IN ('funder', 'manager', 'national_association', 'partner', 'adviser')),
  position integer NOT NULL DEFAULT 0,
  CONSTRAINT pk_programme_role PRIMARY KEY (programme_id, organisation_id, role)
);
CREATE INDEX ix_programme_role_organisation_id ON api.programme_role (organisation_id);

CREATE TABLE api.project (
  id uuid CONSTRAINT pk_project PRIMARY KEY,
  programme_id uuid NOT NULL
    CONSTRAINT fk_project_programme_id REFERENCES api.programme,
  code text NOT NULL,
  code_key text NOT NULL GENERATED ALWAYS AS (api.code_key(code)) STORED,
  title jsonb NOT NULL,
  title_key text NOT NULL GENERATED ALWAYS AS (common.fold_texts(title)) STORED,
  summary jsonb,
  status text NOT NULL DEFAULT 'planned' CONSTRAINT ck_project_status
    CHECK (status IN ('planned', 'active', 'completed', 'standstill', 'cancelled')),
  starts_on date,
  ends_on date,
  original_language text NOT NULL DEFAULT 'en'
    CONSTRAINT ck_project_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_project_programme_id_code UNIQUE (programme_id, code),
  CONSTRAINT ck_project_title CHECK (title ? original_language),
  CONSTRAINT ck_project_period CHECK (ends_on >= starts_on)
);
CREATE INDEX ix_project_title_key ON api.project USING gin (title_key gin_trgm_ops);
CREATE INDEX ix_project_sorted ON api.project (code_key, id);
CREATE INDEX ix_project_updated_at ON api.project (updated_at);
CREATE INDEX ix_project_title_en ON api.project (api.text_sort_key(title, 'en', original_language), id);
CREATE INDEX ix_project_title_nb ON api.project (api.text_sort_key(title, 'nb', original_language), id);
CREATE INDEX ix_project_title_bs ON api.project (api.text_sort_key(title, 'bs', original_language), id);
CREATE INDEX ix_project_title_pl ON api.project (api.text_sort_key(title, 'pl', original_language), id);

CREATE TABLE api.project_country (
  project_id uuid NOT NULL
    CONSTRAINT fk_project_country_project_id REFERENCES api.project ON DELETE CASCADE,
  country_code text NOT NULL
    CONSTRAINT fk_project_country_country_code REFERENCES api.country,
  CONSTRAINT pk_project_country PRIMARY KEY (project_id, country_code)
);
CREATE INDEX ix_project_country_country_code ON api.project_country (country_code);

CREATE TABLE api.project_theme (
  project_id uuid NOT NULL
    CONSTRAINT fk_project_theme_project_id REFERENCES api.project ON DELETE CASCADE,
  theme_id uuid NOT NULL CONSTRAINT fk_project_theme_theme_id REFERENCES api.theme,
  CONSTRAINT pk_project_theme PRIMARY KEY (project_id, theme_id)
);
CREATE INDEX ix_project_theme_theme_id ON api.project_theme (theme_id);

CREATE TABLE api.project_objective (
  id uuid CONSTRAINT pk_project_objective PRIMARY KEY,
  project_id uuid NOT NULL
    CONSTRAINT fk_project_objective_project_id REFERENCES api.project ON DELETE CASCADE,
  position integer NOT NULL,
  kind text NOT NULL
    CONSTRAINT ck_project_objective_kind CHECK (kind IN ('general', 'specific')),
  text jsonb NOT NULL CONSTRAINT ck_project_objective_text CHECK (text <> '{}')
);
CREATE INDEX ix_project_objective_project_id ON api.project_objective (project_id);

-- `position` is one count over roles, components and partnerships: the printed order.
CREATE TABLE api.project_role (
  project_id uuid NOT NULL
    CONSTRAINT fk_project_role_project_id REFERENCES api.project ON DELETE CASCADE,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_project_role_organisation_id REFERENCES api.organisation,
  role text NOT NULL CONSTRAINT ck_project_role_role CHECK (role IN (
    'funder', 'manager', 'lead_partner', 'partner', 'affiliated', 'associated', 'assistant',
    'adviser')),
  position integer NOT NULL DEFAULT 0,
  CONSTRAINT pk_project_role PRIMARY KEY (project_id, organisation_id, role)
);
CREATE INDEX ix_project_role_organisation_id ON api.project_role (organisation_id);

-- A part of a project that is not an organisation, e.g. "KS coordination activities".
CREATE TABLE api.project_component (
  id uuid CONSTRAINT pk_project_component PRIMARY KEY,
  project_id uuid NOT NULL
    CONSTRAINT fk_project_component_project_id REFERENCES api.project ON DELETE CASCADE,
  position integer NOT NULL DEFAULT 0,
  title jsonb NOT NULL CONSTRAINT ck_project_component_title CHECK (title <> '{}')
);
CREATE INDEX ix_project_component_project_id ON api.project_component (project_id);

CREATE VIEW api.project_directory_v1 AS
SELECT id, code, title, original_language, programme_id, status,
  archived_at IS NOT NULL AS archived
FROM api.project;
GRANT SELECT ON api.project_directory_v1 TO bromost_indicators, bromost_notifications;
