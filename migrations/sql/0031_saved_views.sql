-- What results are looked at by: where their projects are, and what those are about.
CREATE VIEW api.project_country_v1 AS
SELECT project_id, country_code FROM api.project_country
WHERE (SELECT common.reads_all()) OR project_id IN
  (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())));
CREATE VIEW api.project_theme_v1 AS
SELECT project_id, theme_id FROM api.project_theme
WHERE (SELECT common.reads_all()) OR project_id IN
  (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())));
CREATE VIEW api.theme_directory_v1 AS SELECT id, code, name FROM api.theme;
GRANT SELECT ON api.project_country_v1, api.project_theme_v1, api.theme_directory_v1
  TO bromost_indicators;
-- What the schema grants by itself would let rows be changed past row-level security.
REVOKE INSERT, UPDATE, DELETE ON api.project_country_v1, api.project_theme_v1,
  api.theme_directory_v1 FROM bromost_api;

-- How somebody likes to look at results: what is filtered by, under a name of their own.
CREATE TABLE indicators.saved_view (
  id uuid CONSTRAINT pk_saved_view PRIMARY KEY,
  account_id uuid NOT NULL,
  name text NOT NULL
    CONSTRAINT ck_saved_view_name CHECK (char_length(name) BETWEEN 1 AND 80),
  filters jsonb NOT NULL
    CONSTRAINT ck_saved_view_filters CHECK (jsonb_typeof(filters) = 'object'),
  is_default boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_saved_view_account_id_name UNIQUE (account_id, name)
);
CREATE UNIQUE INDEX uq_saved_view_default ON indicators.saved_view (account_id)
  WHERE is_default;
SELECT common.guard('indicators.saved_view',
  'account_id = (SELECT common.acting_account())',
  'account_id = (SELECT common.acting_account())');
SELECT common.keep_history('indicators.saved_view', 'saved_view');
