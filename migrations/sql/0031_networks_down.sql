-- Takes back: networks of organisations, and roles held in one.
DROP POLICY of_networks ON common.outbox;
-- Nothing would be left of the scope that such a role is held in.
DELETE FROM api.role_assignment WHERE scope_type = 'network';
DELETE FROM api.invitation_role WHERE scope_type = 'network';
SELECT common.drop_history('api.network_member'), common.drop_history('api.network_theme'),
  common.drop_history('api.network');
CREATE OR REPLACE FUNCTION common.programme_of(object_type text, object_id uuid) RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS
$$
  SELECT CASE programme_of.object_type
    WHEN 'programme' THEN programme_of.object_id
    WHEN 'project' THEN (SELECT p.programme_id FROM api.project p
      WHERE p.id = programme_of.object_id)
    WHEN 'result' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.result r LEFT JOIN api.project p ON p.id = r.project_id
      WHERE r.id = programme_of.object_id)
    WHEN 'indicator' THEN (SELECT coalesce(r.programme_id, p.programme_id)
      FROM indicators.indicator i JOIN indicators.result r ON r.id = i.result_id
      LEFT JOIN api.project p ON p.id = r.project_id WHERE i.id = programme_of.object_id)
    WHEN 'place' THEN (SELECT p.programme_id FROM indicators.place l
      JOIN api.project p ON p.id = l.project_id WHERE l.id = programme_of.object_id)
    WHEN 'definition' THEN (SELECT coalesce(d.programme_id, p.programme_id)
      FROM indicators.definition d LEFT JOIN api.project p ON p.id = d.project_id
      WHERE d.id = programme_of.object_id)
    WHEN 'axis' THEN (SELECT a.programme_id FROM indicators.axis a
      WHERE a.id = programme_of.object_id)
    WHEN 'period_lock' THEN (SELECT coalesce(k.programme_id, p.programme_id)
      FROM indicators.period_lock k LEFT JOIN api.project p ON p.id = k.project_id
      WHERE k.id = programme_of.object_id) END
$$;
CREATE OR REPLACE FUNCTION api.scopes_seeing_v1(object_type text, object uuid, project uuid)
RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
WITH within AS (
  SELECT p.id, p.programme_id FROM api.project p
  WHERE p.id = CASE WHEN object_type IN ('project', 'budget') THEN object ELSE project END
    OR (object_type = 'partnership' AND p.id IN (
      SELECT l.project_id FROM api.project_partnership l WHERE l.partnership_id = object))
), bond AS (
  SELECT object AS id WHERE object_type = 'partnership'
  UNION
  SELECT l.partnership_id FROM api.project_partnership l JOIN within w ON w.id = l.project_id
), frame AS (
  SELECT object AS id WHERE object_type = 'programme'
  UNION SELECT programme_id FROM within
  -- What belongs to a programme itself names it in the project's place.
  UNION SELECT g.id FROM api.programme g WHERE g.id = project
), seeing AS (
  SELECT object AS id
  UNION SELECT id FROM within
  UNION SELECT id FROM bond
  UNION SELECT id FROM frame
  UNION SELECT r.organisation_id FROM api.project_role r JOIN within w ON w.id = r.project_id
  UNION SELECT b.funder_id FROM api.budget_line b JOIN within w ON w.id = b.project_id
  UNION SELECT m.organisation_id FROM api.partnership_member m JOIN bond ON bond.id = m.partnership_id
  UNION SELECT r.organisation_id FROM api.programme_role r JOIN frame f ON f.id = r.programme_id
    WHERE object_type = 'programme' OR r.programme_id = project OR r.role IN ('funder', 'manager', 'national_association')
)
SELECT array_agg(id) FROM seeing
$$;
CREATE OR REPLACE FUNCTION api.scope_type_of(scope uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT CASE
  WHEN EXISTS (SELECT FROM api.project WHERE id = scope) THEN 'project'
  WHEN EXISTS (SELECT FROM api.programme WHERE id = scope) THEN 'programme'
  WHEN EXISTS (SELECT FROM api.partnership WHERE id = scope) THEN 'partnership'
  WHEN EXISTS (SELECT FROM api.organisation WHERE id = scope) THEN 'organisation'
END
$$;
CREATE OR REPLACE FUNCTION api.scopes_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog AS
$$
SELECT api.projects_covered_by(scopes)
UNION SELECT api.programmes_covered_by(scopes)
UNION SELECT api.partnerships_covered_by(scopes)
UNION SELECT api.organisations_covered_by(scopes)
$$;
CREATE OR REPLACE FUNCTION api.organisations_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.organisations_covered_by(scopes)
UNION
-- Who works on a project or partnership has to do with all that take part in it.
SELECT organisation_id FROM api.project_role
  WHERE project_id IN (SELECT api.projects_covered_by(scopes))
UNION
SELECT organisation_id FROM api.partnership_member
  WHERE partnership_id IN (SELECT api.partnerships_covered_by(scopes))
$$;
CREATE OR REPLACE FUNCTION api.programmes_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS
$$
SELECT id FROM api.programme WHERE id = ANY (scopes) OR id = ANY (funded)
UNION
SELECT programme_id FROM api.programme_role
  WHERE organisation_id = ANY (scopes) OR organisation_id = ANY (funded)
UNION
SELECT programme_id FROM api.project
  WHERE id IN (SELECT api.projects_related_to(scopes, funded))
$$;
CREATE OR REPLACE VIEW api.project_bond AS
SELECT project_id, organisation_id AS scope_id FROM api.project_role
UNION ALL
SELECT project_id, funder_id FROM api.budget_line
UNION ALL
SELECT project_id, partnership_id FROM api.project_partnership
UNION ALL
SELECT l.project_id, m.organisation_id FROM api.project_partnership l
  JOIN api.partnership_member m ON m.partnership_id = l.partnership_id;
DO $$
DECLARE
  glance CONSTANT text := pg_get_viewdef('api_past.project_glance'::regclass);
BEGIN
  DROP VIEW api_past.project_glance, api_past.project;
  ALTER TABLE api.project DROP COLUMN network_id;
  PERFORM common.renew_history('api.project');
  EXECUTE 'CREATE VIEW api_past.project_glance WITH (security_invoker = true) AS ' || glance;
  GRANT SELECT ON api_past.project_glance TO bromost_api;
END $$;
DROP TABLE api.network_member, api.network_theme, api.network;
DROP FUNCTION api.networks_seen_by(uuid[], uuid[]), api.networks_related_to(uuid[]),
  api.networks_covered_by(uuid[]);
