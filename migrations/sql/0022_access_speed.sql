-- What binds a project to a scope, other than being it or being in its programme. A
-- relation can be asked from both ends: which projects a scope has, and whether it has
-- this one. The functions of reach and row-level security both ask here.
CREATE VIEW api.project_bond AS
SELECT project_id, organisation_id AS scope_id FROM api.project_role
UNION ALL
SELECT project_id, funder_id FROM api.budget_line
UNION ALL
SELECT project_id, partnership_id FROM api.project_partnership
UNION ALL
SELECT l.project_id, m.organisation_id FROM api.project_partnership l
  JOIN api.partnership_member m ON m.partnership_id = l.partnership_id;

-- The part of it that is the reader's own, for who may not see the whole.
CREATE VIEW api.own_project_bond WITH (security_barrier) AS
SELECT project_id, scope_id FROM api.project_bond
WHERE (SELECT common.reads_all()) OR scope_id = ANY ((SELECT common.reads())::uuid[])
  OR scope_id = ANY ((SELECT common.funds())::uuid[]);

-- Of which programmes a scope has all projects: it is the programme, or an organisation
-- that runs it. They may be thousands, and each project's own row tells.
CREATE FUNCTION api.programmes_framing(scopes uuid[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT ARRAY(SELECT id FROM api.programme WHERE id = ANY (scopes)
  UNION SELECT programme_id FROM api.programme_role
  WHERE organisation_id = ANY (scopes)
    AND role IN ('funder', 'manager', 'national_association'))
$$;

CREATE OR REPLACE FUNCTION api.projects_related_to(scopes uuid[], funded uuid[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE id = ANY (scopes)
UNION
SELECT project_id FROM api.project_bond WHERE scope_id = ANY (scopes)
UNION
SELECT p.id FROM api.project p
  JOIN api.programme_role r ON r.programme_id = p.programme_id
  WHERE r.organisation_id = ANY (scopes)
    AND r.role IN ('funder', 'manager', 'national_association')
UNION
-- A funder sees what was approved, not what is still being planned.
SELECT p.id FROM api.project p
  WHERE funded <> '{}' AND p.status <> 'planned'
    AND p.id IN (SELECT api.projects_covered_by(funded))
$$;
CREATE OR REPLACE FUNCTION api.projects_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE id = ANY (scopes)
UNION
-- Programme by programme, for all at once would be planned as a walk over all projects.
SELECT p.id FROM unnest(api.programmes_framing(scopes)) AS frame(id) CROSS JOIN LATERAL
  (SELECT id FROM api.project WHERE programme_id = frame.id OFFSET 0) p
UNION
SELECT project_id FROM api.project_bond WHERE scope_id = ANY (scopes)
$$;
CREATE OR REPLACE FUNCTION api.projects_seen_by(scopes uuid[], funded uuid[])
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.projects_covered_by(scopes)
UNION
SELECT p.id FROM api.project p
  WHERE funded <> '{}' AND p.status <> 'planned'
    AND p.id IN (SELECT api.projects_covered_by(funded))
$$;

-- Whether so many projects are seen that a list is better read in its order than from
-- them. The answer changes how a list is read, never what is in it.
CREATE FUNCTION api.sees_many_projects(scopes uuid[], funded uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT count(*) = 300 FROM (
  SELECT FROM unnest(api.programmes_framing(scopes || funded)) AS frame(id)
    CROSS JOIN LATERAL (SELECT FROM api.project WHERE programme_id = frame.id OFFSET 0) p
  UNION ALL
  SELECT FROM api.project_bond WHERE scope_id = ANY (scopes || funded)
  LIMIT 300
) seen
$$;
REVOKE EXECUTE ON FUNCTION api.programmes_framing(uuid[]),
  api.sees_many_projects(uuid[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.programmes_framing(uuid[]),
  api.sees_many_projects(uuid[], uuid[]) TO bromost_api;

-- A project's own policy. PostgreSQL plans EXISTS in both ways and takes the better one:
-- a look at the bonds of one project, or all of the reader's bonds at once for many.
CREATE FUNCTION api.project_in_sight(project text, bonds text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS
$$
SELECT string_agg(format('%3$s (%1$s.id = ANY ((SELECT common.%2$s())::uuid[])'
    ' OR %1$s.programme_id = ANY ((SELECT api.programmes_framing(common.%2$s()))::uuid[])'
    ' OR EXISTS (SELECT FROM api.%4$I b WHERE b.project_id = %1$s.id'
    ' AND b.scope_id = ANY ((SELECT common.%2$s())::uuid[])))',
  project, reach, condition, bonds), ' OR ' ORDER BY reach DESC)
FROM (VALUES ('reads', ''), ('funds', project || '.status <> ''planned'' AND'))
  AS way(reach, condition)
$$;
DO $$
BEGIN
  EXECUTE 'ALTER POLICY seen ON api.project USING ((SELECT common.reads_all()) OR '
    || api.project_in_sight('project', 'own_project_bond') || ')';
END $$;

-- What one wants to know of a project at a glance. Whoever sees a project sees what
-- follows it, so here the wall is asked once for a project and not for each row of it.
-- A migration that renews the history of these tables takes `api_past.project_glance` away
-- before, and puts it back.
CREATE FUNCTION api.show_project_glance(space text, options text, wall text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
BEGIN
  EXECUTE format($sql$
    CREATE OR REPLACE VIEW %1$I.project_glance WITH (%2$s) AS
    SELECT project.id AS project_id,
      (SELECT json_build_object('id', g.id, 'code', g.code, 'title', g.title,
         'original_language', g.original_language)
       FROM %1$I.programme g WHERE g.id = project.programme_id) AS programme,
      (SELECT coalesce(json_agg(c.country_code ORDER BY c.country_code), '[]')
       FROM %1$I.project_country c WHERE c.project_id = project.id) AS countries,
      -- The names of partnerships, and of partners outside of them, as printed.
      (SELECT coalesce(json_agg(named.name ORDER BY named.position, named.name), '[]')
       FROM (
         SELECT printed.name, printed.position FROM (
           SELECT o.name, min(r.position) AS position
           FROM %1$I.project_role r JOIN %1$I.organisation o ON o.id = r.organisation_id
           WHERE r.project_id = project.id AND r.role NOT IN ('funder', 'manager')
             AND NOT EXISTS (SELECT FROM %1$I.project_partnership l
               JOIN %1$I.partnership_member m ON m.partnership_id = l.partnership_id
               WHERE l.project_id = r.project_id AND m.organisation_id = r.organisation_id)
           GROUP BY o.id, o.name
           UNION ALL
           SELECT b.name, l.position
           FROM %1$I.project_partnership l JOIN %1$I.partnership b ON b.id = l.partnership_id
           WHERE l.project_id = project.id
         ) printed ORDER BY printed.position, printed.name LIMIT 6
       ) named) AS partners,
      (SELECT coalesce(json_agg(json_build_object('currency', total.currency,
         'amount', total.amount::text) ORDER BY total.currency), '[]')
       FROM (SELECT l.currency, sum(l.amount) AS amount FROM %1$I.budget_line l
         WHERE l.project_id = project.id GROUP BY l.currency) total) AS budget,
      (SELECT coalesce(json_agg(DISTINCT l.year ORDER BY l.year), '[]')
       FROM %1$I.budget_line l WHERE l.project_id = project.id) AS years
    FROM %1$I.project WHERE %3$s
    $sql$, space, options, wall);
END
$$;
SELECT api.show_project_glance('api', 'security_barrier = true',
    '(SELECT common.reads_all()) OR ' || api.project_in_sight('project', 'project_bond')),
  api.show_project_glance('api_past', 'security_invoker = true', 'true');
GRANT SELECT ON api_past.project_glance TO bromost_api;
DROP FUNCTION api.show_project_glance(text, text, text), api.project_in_sight(text, text);

-- A view of the owner's lets rows be changed past row-level security, if it lets them be
-- changed at all.
REVOKE ALL ON api.project_bond FROM bromost_api;
DO $$
DECLARE
  view regclass;
BEGIN
  FOR view IN SELECT c.oid FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace IN (
      'api'::regnamespace, 'indicators'::regnamespace, 'notifications'::regnamespace) LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %s FROM bromost_api, bromost_indicators,'
      ' bromost_notifications', view);
  END LOOP;
END $$;
