-- Takes back: Reach that costs a list next to nothing. What a role may no longer change
-- through a view stays taken away.
DROP VIEW api_past.project_glance, api.project_glance;
ALTER POLICY seen ON api.project USING ((SELECT common.reads_all())
  OR id = ANY ((SELECT common.reads())::uuid[])
  OR programme_id = ANY ((SELECT common.reads())::uuid[])
  OR id IN (SELECT api.projects_in_sight()));
DROP FUNCTION api.sees_many_projects(uuid[], uuid[]);
CREATE OR REPLACE FUNCTION api.projects_related_to(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE id = ANY (scopes)
UNION
SELECT project_id FROM api.project_role WHERE organisation_id = ANY (scopes)
UNION
SELECT project_id FROM api.project_partnership WHERE partnership_id = ANY (scopes)
UNION
SELECT l.project_id FROM api.project_partnership l
  JOIN api.partnership_member m ON m.partnership_id = l.partnership_id
  WHERE m.organisation_id = ANY (scopes)
UNION
SELECT project_id FROM api.budget_line WHERE funder_id = ANY (scopes)
UNION
SELECT p.id FROM api.project p JOIN api.programme_role r ON r.programme_id = p.programme_id
  WHERE r.organisation_id = ANY (scopes)
    AND r.role IN ('funder', 'manager', 'national_association')
UNION
-- A funder sees what was approved, not what is still being planned.
SELECT p.id FROM api.project p
  WHERE funded <> '{}' AND p.status <> 'planned' AND (p.programme_id = ANY (funded)
    OR p.id IN (SELECT api.projects_related_to(funded, '{}')))
$$;
CREATE OR REPLACE FUNCTION api.projects_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE programme_id = ANY (scopes)
UNION
SELECT api.projects_related_to(scopes, '{}')
$$;
CREATE OR REPLACE FUNCTION api.projects_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE programme_id = ANY (scopes)
UNION
SELECT api.projects_related_to(scopes, funded)
$$;
DROP VIEW api.own_project_bond, api.project_bond;
DROP FUNCTION api.programmes_framing(uuid[]);
