CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;

-- ISO 3166-1, with historic and user-assigned codes (Serbia and Montenegro, Kosovo).
CREATE TABLE api.country (
  code text CONSTRAINT pk_country PRIMARY KEY
    CONSTRAINT ck_country_code CHECK (code ~ '^[A-Z]{2}$'),
  alpha3 text NOT NULL CONSTRAINT uq_country_alpha3 UNIQUE,
  numeric_code text,
  kind text NOT NULL
    CONSTRAINT ck_country_kind CHECK (kind IN ('iso', 'historic', 'user_assigned')),
  name jsonb NOT NULL,
  former_name jsonb,
  renamed_on date,
  CONSTRAINT ck_country_renamed CHECK ((former_name IS NULL) = (renamed_on IS NULL))
);
CREATE TABLE api.country_alias (
  country_code text NOT NULL
    CONSTRAINT fk_country_alias_country_code REFERENCES api.country,
  name text NOT NULL,
  name_key text NOT NULL GENERATED ALWAYS AS (common.fold(name)) STORED,
  CONSTRAINT pk_country_alias PRIMARY KEY (country_code, name)
);
CREATE INDEX ix_country_alias_name_key ON api.country_alias (name_key);
CREATE TABLE api.currency (
  code text CONSTRAINT pk_currency PRIMARY KEY
    CONSTRAINT ck_currency_code CHECK (code ~ '^[A-Z]{3}$'),
  minor_units smallint NOT NULL,
  name jsonb NOT NULL
);

CREATE TABLE api.organisation (
  id uuid CONSTRAINT pk_organisation PRIMARY KEY,
  kind text NOT NULL CONSTRAINT ck_organisation_kind CHECK (kind IN (
    'municipality', 'county', 'local_authority_association', 'ministry', 'agency', 'cso',
    'company', 'school', 'international', 'research', 'other')),
  name text NOT NULL,
  name_key text NOT NULL GENERATED ALWAYS AS (common.fold(name)) STORED,
  country_code text CONSTRAINT fk_organisation_country_code REFERENCES api.country,
  place_name text,
  latitude numeric(8, 5) CONSTRAINT ck_organisation_latitude CHECK (latitude BETWEEN -90 AND 90),
  longitude numeric(8, 5)
    CONSTRAINT ck_organisation_longitude CHECK (longitude BETWEEN -180 AND 180),
  website text,
  archived_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_organisation_place CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX ix_organisation_name_key ON api.organisation USING gin (name_key gin_trgm_ops);
CREATE INDEX ix_organisation_sorted ON api.organisation (name_key, id);
CREATE INDEX ix_organisation_country_code ON api.organisation (country_code);

CREATE TABLE api.organisation_alias (
  id uuid CONSTRAINT pk_organisation_alias PRIMARY KEY,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_organisation_alias_organisation_id
    REFERENCES api.organisation ON DELETE CASCADE,
  name text NOT NULL,
  name_key text NOT NULL GENERATED ALWAYS AS (common.fold(name)) STORED,
  language text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_organisation_alias_organisation_id_name UNIQUE (organisation_id, name)
);
CREATE INDEX ix_organisation_alias_name_key
  ON api.organisation_alias USING gin (name_key gin_trgm_ops);

CREATE TABLE api.organisation_identifier (
  scheme text NOT NULL,
  value text NOT NULL,
  organisation_id uuid NOT NULL
    CONSTRAINT fk_organisation_identifier_organisation_id
    REFERENCES api.organisation ON DELETE CASCADE,
  CONSTRAINT pk_organisation_identifier PRIMARY KEY (scheme, value)
);
CREATE INDEX ix_organisation_identifier_organisation_id
  ON api.organisation_identifier (organisation_id);

-- Every name that an organisation goes by, the main one first.
CREATE VIEW api.organisation_name AS
SELECT id AS organisation_id, name, name_key, true AS is_main FROM api.organisation
UNION ALL
SELECT organisation_id, name, name_key, false FROM api.organisation_alias;
