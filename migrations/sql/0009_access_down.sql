DROP FUNCTION common.actor_of_session(bytea);
DROP FUNCTION common.grants_of(uuid);
-- The one way from a session's token to who it is, for all services.
-- Pushes the idle limit forward at most once a minute, and never waits for a lock.
CREATE FUNCTION common.actor_of_session(digest bytea)
RETURNS TABLE (account_id uuid, session_id uuid, display_name text, locale text, roles text[])
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
    ARRAY(SELECT DISTINCT r.role FROM api.role_assignment r
          WHERE r.account_id = live.account_id AND r.valid_from <= current_date
            AND (r.valid_to IS NULL OR r.valid_to >= current_date));
END
$$;
GRANT EXECUTE ON FUNCTION common.actor_of_session(bytea)
  TO bromost_api, bromost_indicators, bromost_notifications;

DROP FUNCTION common.unguard(regclass);
DROP FUNCTION common.guard(regclass, text, text);
DROP FUNCTION common.writes_all(), common.reads_all(), common.writes(), common.funds(),
  common.reads(), common.scopes_in(text), common.task(), common.acting_account();

-- Roles that the older form does not know end with it; scopes too.
DELETE FROM api.role_assignment
  WHERE scope_type <> 'installation'
    OR role NOT IN ('administrator', 'programme_manager', 'adviser');
DROP INDEX api.ix_role_assignment_granted_by;
DROP INDEX api.ix_role_assignment_scope_id;
ALTER TABLE api.role_assignment
  DROP CONSTRAINT ck_role_assignment_reach,
  DROP CONSTRAINT ck_role_assignment_scope,
  DROP CONSTRAINT ck_role_assignment_scope_type,
  DROP CONSTRAINT ck_role_assignment_role,
  DROP COLUMN granted_by;
UPDATE api.role_assignment SET role = CASE role
  WHEN 'programme_manager' THEN 'programme_officer' WHEN 'adviser' THEN 'reader'
  ELSE role END;
ALTER TABLE api.role_assignment
  ADD CONSTRAINT ck_role_assignment_role
    CHECK (role IN ('administrator', 'programme_officer', 'reader')),
  ADD CONSTRAINT ck_role_assignment_scope
    CHECK (scope_type = 'installation' AND scope_id IS NULL);
