-- Roles with scopes. Every id is unique over all tables, so a scope is just its id.
ALTER TABLE api.role_assignment
  DROP CONSTRAINT ck_role_assignment_role,
  DROP CONSTRAINT ck_role_assignment_scope,
  ADD COLUMN granted_by uuid
    CONSTRAINT fk_role_assignment_granted_by REFERENCES api.account;
UPDATE api.role_assignment SET role = CASE role
  WHEN 'programme_officer' THEN 'programme_manager' WHEN 'reader' THEN 'adviser'
  ELSE role END;
ALTER TABLE api.role_assignment
  ADD CONSTRAINT ck_role_assignment_role CHECK (role IN (
    'administrator', 'programme_manager', 'adviser', 'assessor', 'coordinator',
    'contributor', 'approver', 'funder', 'auditor')),
  ADD CONSTRAINT ck_role_assignment_scope_type CHECK (scope_type IN (
    'installation', 'organisation', 'programme', 'partnership', 'project', 'network')),
  ADD CONSTRAINT ck_role_assignment_scope
    CHECK ((scope_type = 'installation') = (scope_id IS NULL)),
  -- An administrator looks after the whole installation; a funder sees what it funds.
  ADD CONSTRAINT ck_role_assignment_reach CHECK (
    (role <> 'administrator' OR scope_type = 'installation')
    AND (role <> 'funder' OR scope_type <> 'installation'));
CREATE INDEX ix_role_assignment_scope_id ON api.role_assignment (scope_id);
CREATE INDEX ix_role_assignment_granted_by ON api.role_assignment (granted_by);

-- Who acts in this transaction, and how far it reaches. The services set it when a
-- transaction begins; unset means nobody, who sees nothing.
CREATE FUNCTION common.acting_account() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('bromost.account', true), '')::uuid $$;
-- The name of work that nobody signed in does, such as 'sign_in' or 'worker'.
CREATE FUNCTION common.task() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('bromost.task', true), '') $$;
CREATE FUNCTION common.scopes_in(setting text) RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS
$$
  SELECT CASE WHEN coalesce(current_setting(setting, true), '') IN ('', '*')
    THEN '{}'::uuid[] ELSE current_setting(setting, true)::uuid[] END
$$;
CREATE FUNCTION common.reads() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT common.scopes_in('bromost.reads') $$;
CREATE FUNCTION common.funds() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT common.scopes_in('bromost.funds') $$;
CREATE FUNCTION common.writes() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT common.scopes_in('bromost.writes') $$;
CREATE FUNCTION common.reads_all() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('bromost.reads', true), '') = '*' $$;
CREATE FUNCTION common.writes_all() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('bromost.writes', true), '') = '*' $$;
GRANT EXECUTE ON FUNCTION
  common.acting_account(), common.task(), common.scopes_in(text), common.reads(),
  common.funds(), common.writes(), common.reads_all(), common.writes_all()
  TO bromost_api, bromost_indicators, bromost_notifications;

-- Lets rows of `target` be read where `read` holds and changed where `write` holds,
-- both besides those whose reach is everything. For migrations.
CREATE FUNCTION common.guard(target regclass, read text, write text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  reads text := CASE read WHEN 'true' THEN 'true'
    ELSE format('(SELECT common.reads_all()) OR (%s)', read) END;
  writes text := CASE write WHEN 'true' THEN 'true'
    ELSE format('(SELECT common.writes_all()) OR (%s)', write) END;
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY seen ON %s FOR SELECT USING (%s)', target, reads);
  EXECUTE format('CREATE POLICY added ON %s FOR INSERT WITH CHECK (%s)', target, writes);
  EXECUTE format('CREATE POLICY changed ON %s FOR UPDATE USING (%s)', target, writes);
  EXECUTE format('CREATE POLICY removed ON %s FOR DELETE USING (%s)', target, writes);
END
$$;
CREATE FUNCTION common.unguard(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS
$$
DECLARE
  policy text;
BEGIN
  FOREACH policy IN ARRAY ARRAY['seen', 'added', 'changed', 'removed'] LOOP
    EXECUTE format('DROP POLICY IF EXISTS %I ON %s', policy, target);
  END LOOP;
  EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', target);
END
$$;

-- The one way from a session's token to who it is and what it was granted: role and
-- scope at the same place of two arrays, a null scope for the installation.
DROP FUNCTION common.actor_of_session(bytea);
CREATE FUNCTION common.grants_of(account uuid, OUT roles text[], OUT scopes uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT coalesce(array_agg(g.role ORDER BY g.role, g.scope_id), '{}'),
  coalesce(array_agg(g.scope_id ORDER BY g.role, g.scope_id), '{}')
FROM (SELECT DISTINCT r.role, r.scope_id FROM api.role_assignment r
      WHERE r.account_id = account AND r.valid_from <= current_date
        AND (r.valid_to IS NULL OR r.valid_to >= current_date)) g
$$;
GRANT EXECUTE ON FUNCTION common.grants_of(uuid)
  TO bromost_api, bromost_indicators, bromost_notifications;
CREATE FUNCTION common.actor_of_session(digest bytea)
RETURNS TABLE (account_id uuid, session_id uuid, display_name text, locale text,
  roles text[], scopes uuid[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  live record;
BEGIN
  SELECT s.id, s.last_seen_at, a.id AS account_id, a.display_name, a.locale INTO live
    FROM api.session s JOIN api.account a ON a.id = s.account_id
    WHERE s.token_digest = digest AND s.ended_at IS NULL AND a.is_active
      AND s.idle_until > now() AND s.expires_at > now();
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF live.last_seen_at < now() - interval '1 minute' THEN
    UPDATE api.session s
      SET last_seen_at = now(), idle_until = now() + (s.idle_until - s.last_seen_at)
      WHERE s.id = (SELECT l.id FROM api.session l WHERE l.id = live.id
                    FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN QUERY SELECT live.account_id, live.id, live.display_name, live.locale,
    g.roles, g.scopes FROM common.grants_of(live.account_id) g;
END
$$;
GRANT EXECUTE ON FUNCTION common.actor_of_session(bytea)
  TO bromost_api, bromost_indicators, bromost_notifications;
