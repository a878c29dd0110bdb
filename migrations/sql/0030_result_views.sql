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
