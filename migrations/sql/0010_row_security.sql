-- How far a scope reaches: which objects it covers, on which its roles may act, and
-- which others are seen from there. The services decide by these functions, and
-- row-level security decides by them again.
-- Within reach for another reason than being in a programme among the scopes: the one reason
-- that a project's own row tells, and that may hold for thousands of projects.
CREATE FUNCTION api.projects_related_to(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
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
CREATE FUNCTION api.projects_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE programme_id = ANY (scopes)
UNION
SELECT api.projects_related_to(scopes, '{}')
$$;
CREATE FUNCTION api.projects_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.project WHERE programme_id = ANY (scopes)
UNION
SELECT api.projects_related_to(scopes, funded)
$$;

CREATE FUNCTION api.programmes_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 10 SET search_path = pg_catalog AS
$$
SELECT id FROM api.programme WHERE id = ANY (scopes)
UNION
SELECT programme_id FROM api.programme_role
  WHERE organisation_id = ANY (scopes) AND role IN ('manager', 'national_association')
$$;
CREATE FUNCTION api.programmes_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
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

CREATE FUNCTION api.partnerships_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.partnership WHERE id = ANY (scopes)
UNION
SELECT partnership_id FROM api.partnership_member WHERE organisation_id = ANY (scopes)
UNION
-- The first condition, known at once, spares the rest of it who has no programme.
SELECT l.partnership_id FROM api.project_partnership l
  JOIN api.project p ON p.id = l.project_id
  WHERE EXISTS (SELECT FROM api.programme WHERE id = ANY (scopes))
    AND p.programme_id = ANY (scopes)
$$;
CREATE FUNCTION api.partnerships_seen_by(scopes uuid[], funded uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.partnerships_covered_by(scopes)
UNION
SELECT partnership_id FROM api.project_partnership
  WHERE project_id IN (SELECT api.projects_related_to(scopes, funded))
$$;

-- Organisations are the common phone book: all signed in see them.
CREATE FUNCTION api.organisations_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT id FROM api.organisation WHERE id = ANY (scopes)
UNION
SELECT organisation_id FROM api.programme_role WHERE programme_id = ANY (scopes)
UNION
SELECT r.organisation_id FROM api.project_role r
  JOIN api.project p ON p.id = r.project_id WHERE p.programme_id = ANY (scopes)
$$;

-- Everything that may be a scope, and lies within these.
CREATE FUNCTION api.scopes_covered_by(scopes uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog AS
$$
SELECT api.projects_covered_by(scopes)
UNION SELECT api.programmes_covered_by(scopes)
UNION SELECT api.partnerships_covered_by(scopes)
UNION SELECT api.organisations_covered_by(scopes)
$$;

-- `projects_related_to` what is read for, found once in a statement: a list names seven
-- tables that follow the project, and each would look again.
CREATE FUNCTION api.projects_in_sight() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
DECLARE
  asked CONSTANT text := concat_ws('|', statement_timestamp(),
    current_setting('bromost.reads', true), current_setting('bromost.funds', true));
BEGIN
  IF current_setting('bromost.sight_of', true) IS DISTINCT FROM asked THEN
    PERFORM set_config('bromost.sight', ARRAY(
      SELECT api.projects_related_to(common.reads(), common.funds()))::text, true);
    PERFORM set_config('bromost.sight_of', asked, true);
  END IF;
  RETURN QUERY SELECT unnest(current_setting('bromost.sight')::uuid[]);
END
$$;
CREATE FUNCTION api.partnerships_in_sight() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = pg_catalog AS
$$
SELECT api.partnerships_covered_by(common.reads())
UNION
SELECT partnership_id FROM api.project_partnership
  WHERE project_id IN (SELECT api.projects_in_sight())
$$;

REVOKE EXECUTE ON FUNCTION
  api.projects_covered_by(uuid[]), api.projects_seen_by(uuid[], uuid[]),
  api.projects_related_to(uuid[], uuid[]), api.projects_in_sight(),
  api.partnerships_in_sight(),
  api.programmes_covered_by(uuid[]), api.programmes_seen_by(uuid[], uuid[]),
  api.partnerships_covered_by(uuid[]), api.partnerships_seen_by(uuid[], uuid[]),
  api.organisations_covered_by(uuid[]), api.scopes_covered_by(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  api.projects_covered_by(uuid[]), api.projects_seen_by(uuid[], uuid[]),
  api.projects_related_to(uuid[], uuid[]), api.projects_in_sight(),
  api.partnerships_in_sight(),
  api.programmes_covered_by(uuid[]), api.programmes_seen_by(uuid[], uuid[]),
  api.partnerships_covered_by(uuid[]), api.partnerships_seen_by(uuid[], uuid[]),
  api.organisations_covered_by(uuid[]), api.scopes_covered_by(uuid[])
  TO bromost_api, bromost_indicators, bromost_notifications;

DO $$
DECLARE
  reads CONSTANT text := '(SELECT common.reads())';
  writes CONSTANT text := '(SELECT common.writes())';
  sight CONSTANT text := '(SELECT common.reads()), (SELECT common.funds())';
  listed text;
BEGIN
  PERFORM common.guard('api.project',
    format('id = ANY (%s::uuid[]) OR programme_id = ANY (%s::uuid[])'
        ' OR id IN (SELECT api.projects_in_sight())', reads, reads),
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.projects_covered_by(%s))', writes, writes));
  FOREACH listed IN ARRAY ARRAY['project_country', 'project_theme', 'project_objective',
      'project_role', 'project_component', 'project_partnership', 'budget_line'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass,
      -- Seen with the project, whose own policy holds in here. A scalar subquery is one
      -- look at its key, where EXISTS may be planned as a walk over all projects.
      format('project_id = ANY (%s::uuid[])'
        ' OR (SELECT true FROM api.project p WHERE p.id = project_id)', reads),
      format('project_id = ANY (%s::uuid[]) OR project_id IN (SELECT api.projects_covered_by(%s))',
        writes, writes));
  END LOOP;

  PERFORM common.guard('api.programme',
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.programmes_seen_by(%s))', reads, sight),
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.programmes_covered_by(%s))', writes, writes));
  FOREACH listed IN ARRAY ARRAY['programme_goal', 'programme_theme', 'programme_role'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass,
      format('programme_id = ANY (%s::uuid[]) OR programme_id IN (SELECT api.programmes_seen_by(%s))',
        reads, sight),
      format('programme_id = ANY (%s::uuid[]) OR programme_id IN (SELECT api.programmes_covered_by(%s))',
        writes, writes));
  END LOOP;

  -- A new project is nobody's yet, so that the programme it goes into decides.
  EXECUTE format('CREATE POLICY placed ON api.project AS RESTRICTIVE FOR INSERT WITH CHECK ('
    '(SELECT common.writes_all()) OR programme_id IN (SELECT api.programmes_covered_by(%s)))', writes);

  PERFORM common.guard('api.partnership',
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.partnerships_in_sight())', reads),
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.partnerships_covered_by(%s))', writes, writes));
  FOREACH listed IN ARRAY ARRAY['partnership_member', 'partnership_status'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass,
      format('partnership_id = ANY (%s::uuid[])'
        ' OR (SELECT true FROM api.partnership p WHERE p.id = partnership_id)', reads),
      format('partnership_id = ANY (%s::uuid[])'
        ' OR partnership_id IN (SELECT api.partnerships_covered_by(%s))', writes, writes));
  END LOOP;

  PERFORM common.guard('api.organisation', 'true',
    format('id = ANY (%s::uuid[]) OR id IN (SELECT api.organisations_covered_by(%s))',
      writes, writes));
  FOREACH listed IN ARRAY ARRAY['organisation_alias', 'organisation_identifier'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass, 'true',
      format('organisation_id = ANY (%s::uuid[])'
        ' OR organisation_id IN (SELECT api.organisations_covered_by(%s))', writes, writes));
  END LOOP;

  -- Lists of codes belong to nobody: only who reaches everything changes them.
  FOREACH listed IN ARRAY ARRAY['country', 'country_alias', 'currency', 'theme',
      'conversion_rate'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass, 'true', 'false');
  END LOOP;

  PERFORM common.guard('api.import_batch', 'actor_id = (SELECT common.acting_account())',
    'false');
  FOREACH listed IN ARRAY ARRAY['import_row', 'import_outcome', 'import_name',
      'import_change'] LOOP
    PERFORM common.guard(('api.' || listed)::regclass,
      'batch_id IN (SELECT id FROM api.import_batch)', 'false');
  END LOOP;
  PERFORM common.guard('api.import_mapping', 'false', 'false');

  PERFORM common.guard('api.role_assignment',
    format('account_id = (SELECT common.acting_account()) OR (SELECT common.task()) <> '''''
      ' OR scope_id = ANY (%s::uuid[]) OR scope_id IN (SELECT api.scopes_covered_by(%s))',
      reads, reads),
    format('(SELECT common.task()) <> '''' OR scope_id = ANY (%s::uuid[])'
      ' OR scope_id IN (SELECT api.scopes_covered_by(%s))', writes, writes));
  PERFORM common.guard('api.account',
    'id = (SELECT common.acting_account()) OR (SELECT common.task()) <> '''''
      ' OR id IN (SELECT account_id FROM api.role_assignment)',
    'id = (SELECT common.acting_account()) OR (SELECT common.task()) <> ''''');
  PERFORM common.guard('api.session',
    'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) <> ''''',
    'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) <> ''''');
  PERFORM common.guard('api.sign_in_failure', '(SELECT common.task()) <> ''''',
    '(SELECT common.task()) <> ''''');

  PERFORM common.guard('indicators.result',
    format('project_id IN (SELECT api.projects_seen_by(%s))', sight),
    format('project_id IN (SELECT api.projects_covered_by(%s))', writes));
END $$;

-- What hangs on a result follows it: the inner query is under these policies too.
DO $$
DECLARE
  writable CONSTANT text :=
    'project_id IN (SELECT api.projects_covered_by((SELECT common.writes())))';
BEGIN
  PERFORM common.guard('indicators.indicator',
    'result_id IN (SELECT id FROM indicators.result)',
    'result_id IN (SELECT id FROM indicators.result WHERE ' || writable || ')');
  PERFORM common.guard('indicators.period',
    'indicator_id IN (SELECT id FROM indicators.indicator)',
    'indicator_id IN (SELECT i.id FROM indicators.indicator i'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || writable || ')');
  PERFORM common.guard('indicators.entry',
    'period_id IN (SELECT id FROM indicators.period)',
    'period_id IN (SELECT p.id FROM indicators.period p'
      ' JOIN indicators.indicator i ON i.id = p.indicator_id'
      ' JOIN indicators.result r ON r.id = i.result_id WHERE r.' || writable || ')');
  PERFORM common.guard('notifications.notification',
    'account_id = (SELECT common.acting_account())',
    'account_id = (SELECT common.acting_account())');
END $$;

-- Events are written by whoever changes something, and read by the relay; others read
-- what happened to things that they see, and what they did themselves.
SELECT common.guard('common.outbox',
  '(object_type = ''organisation'' AND (SELECT common.acting_account()) IS NOT NULL)'
    ' OR actor_id = (SELECT common.acting_account())'
    ' OR object_id IN (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())))'
    ' OR object_id IN (SELECT api.partnerships_seen_by((SELECT common.reads()), (SELECT common.funds())))'
    ' OR object_id IN (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))',
  'true');
SELECT common.guard('common.inbox', 'false', 'false');

-- What the other services read of projects is what the reader sees.
CREATE OR REPLACE VIEW api.project_directory_v1 AS
SELECT id, code, title, original_language, programme_id, status,
  archived_at IS NOT NULL AS archived
FROM api.project
WHERE (SELECT common.reads_all())
  OR id IN (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())));

CREATE OR REPLACE VIEW indicators.project_use_v1 AS
SELECT project_id, count(*) AS results FROM indicators.result
WHERE (SELECT common.reads_all())
  OR project_id IN (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())))
GROUP BY project_id;

-- The other way round: from which scopes an object is seen, so that news of it reaches
-- who may see it. `project` is the project that the object belongs to, if it is none.
CREATE FUNCTION api.scopes_seeing_v1(object_type text, object uuid, project uuid)
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
), seeing AS (
  SELECT object AS id
  UNION SELECT id FROM within
  UNION SELECT id FROM bond
  UNION SELECT id FROM frame
  UNION SELECT r.organisation_id FROM api.project_role r JOIN within w ON w.id = r.project_id
  UNION SELECT b.funder_id FROM api.budget_line b JOIN within w ON w.id = b.project_id
  UNION SELECT m.organisation_id FROM api.partnership_member m JOIN bond ON bond.id = m.partnership_id
  UNION SELECT r.organisation_id FROM api.programme_role r JOIN frame f ON f.id = r.programme_id
    WHERE object_type = 'programme' OR r.role IN ('funder', 'manager', 'national_association')
)
SELECT array_agg(id) FROM seeing
$$;
REVOKE EXECUTE ON FUNCTION api.scopes_seeing_v1(text, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.scopes_seeing_v1(text, uuid, uuid) TO bromost_notifications;

-- What each account was granted and holds today.
CREATE VIEW api.account_grant_v1 AS
SELECT DISTINCT r.account_id, r.role, r.scope_id
FROM api.role_assignment r JOIN api.account a ON a.id = r.account_id
WHERE a.is_active AND r.valid_from <= current_date
  AND (r.valid_to IS NULL OR r.valid_to >= current_date)
  AND ((SELECT common.reads_all()) OR r.account_id = (SELECT common.acting_account()));
GRANT SELECT ON api.account_grant_v1 TO bromost_notifications;
