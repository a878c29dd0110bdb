-- What sign-in no longer needs, and addresses found through an index.

-- Written at every refused sign-in, but read by nobody since limits are shared by all
-- processes (common.rate_limit); the audit log tells of refusals.
DROP TABLE api.sign_in_failure;

-- What an address is found by. Under row-level security PostgreSQL looks up an index
-- only by a column compared with a value, not by a function of a column.
ALTER TABLE api.account
  ADD COLUMN email_key text NOT NULL GENERATED ALWAYS AS (lower(email)) STORED;
DROP INDEX api.uq_account_email;
ALTER TABLE api.account ADD CONSTRAINT uq_account_email_key UNIQUE (email_key);
SELECT common.renew_history('api.account');

-- The one place that says which roles do without a second factor where the installation
-- asks for one: they change nothing.
CREATE FUNCTION common.does_without_factor(role text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT role IN ('adviser', 'assessor', 'funder') $$;
GRANT EXECUTE ON FUNCTION common.does_without_factor(text) TO bromost_api;

CREATE OR REPLACE FUNCTION common.actor_of_session(digest bytea)
RETURNS TABLE (account_id uuid, session_id uuid, display_name text, locale text,
  roles text[], scopes uuid[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  live record;
BEGIN
  SELECT s.id, s.last_seen_at, s.needs_factor, a.id AS account_id, a.display_name, a.locale
    INTO live
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
  IF live.needs_factor THEN
    RETURN QUERY SELECT live.account_id, live.id, live.display_name, live.locale,
      coalesce(array_agg(h.role ORDER BY h.place), '{}'),
      coalesce(array_agg(h.scope ORDER BY h.place), '{}')
      FROM common.grants_of(live.account_id) g,
        unnest(g.roles, g.scopes) WITH ORDINALITY AS h (role, scope, place)
      WHERE common.does_without_factor(h.role);
    RETURN;
  END IF;
  RETURN QUERY SELECT live.account_id, live.id, live.display_name, live.locale,
    g.roles, g.scopes FROM common.grants_of(live.account_id) g;
END
$$;

-- An invitation's link is a one-time link like the others. That of one that is over
-- needs none.
INSERT INTO api.one_time_link
    (id, purpose, token_digest, subject_id, expires_at, created_at, updated_at)
  SELECT gen_random_uuid(), 'invitation', token_digest, id, expires_at, sent_at, updated_at
  FROM api.invitation WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
DROP VIEW api_past.invitation;
ALTER TABLE api.invitation DROP COLUMN token_digest;
SELECT common.renew_history('api.invitation');

-- A browser may be on its way to a provider to accept an invitation there. A link that
-- ends meanwhile takes the way along.
ALTER TABLE api.provider_sign_in
  ADD COLUMN link_id uuid
    CONSTRAINT fk_provider_sign_in_link_id REFERENCES api.one_time_link ON DELETE CASCADE,
  -- Either somebody signed in links, or somebody new accepts.
  ADD CONSTRAINT ck_provider_sign_in_what_for CHECK (account_id IS NULL OR link_id IS NULL);
CREATE INDEX ix_provider_sign_in_link_id ON api.provider_sign_in (link_id);
