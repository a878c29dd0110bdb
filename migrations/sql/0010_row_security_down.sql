DROP VIEW api.account_grant_v1;
DROP FUNCTION api.scopes_seeing_v1(text, uuid, uuid);
CREATE OR REPLACE VIEW api.project_directory_v1 AS
SELECT id, code, title, original_language, programme_id, status,
  archived_at IS NOT NULL AS archived
FROM api.project;
DROP POLICY placed ON api.project;
CREATE OR REPLACE VIEW indicators.project_use_v1 AS
SELECT project_id, count(*) AS results FROM indicators.result GROUP BY project_id;
DO $$
DECLARE
  listed regclass;
BEGIN
  FOR listed IN SELECT DISTINCT polrelid::regclass FROM pg_policy LOOP
    PERFORM common.unguard(listed);
  END LOOP;
END $$;
DROP FUNCTION api.scopes_covered_by(uuid[]), api.organisations_covered_by(uuid[]),
  api.partnerships_seen_by(uuid[], uuid[]), api.partnerships_covered_by(uuid[]),
  api.programmes_seen_by(uuid[], uuid[]), api.programmes_covered_by(uuid[]),
  api.partnerships_in_sight(), api.projects_in_sight(),
  api.projects_seen_by(uuid[], uuid[]),
  api.projects_covered_by(uuid[]), api.projects_related_to(uuid[], uuid[]);
