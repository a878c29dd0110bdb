-- Takes back: What sign-in no longer needs, and addresses found through an index.
DELETE FROM api.provider_sign_in WHERE link_id IS NOT NULL;
ALTER TABLE api.provider_sign_in
  DROP CONSTRAINT ck_provider_sign_in_what_for, DROP COLUMN link_id;

-- An invitation that is over gets a digest of nothing that anybody has.
ALTER TABLE api.invitation ADD COLUMN token_digest bytea NOT NULL
  DEFAULT sha256(gen_random_uuid()::text::bytea);
ALTER TABLE api.invitation ALTER COLUMN token_digest DROP DEFAULT;
-- Digests are no history: nothing that it tells of changes.
ALTER TABLE api.invitation DISABLE TRIGGER history_changed;
UPDATE api.invitation i SET token_digest = l.token_digest FROM api.one_time_link l
  WHERE l.purpose = 'invitation' AND l.subject_id = i.id AND l.used_at IS NULL;
ALTER TABLE api.invitation ENABLE TRIGGER history_changed;
ALTER TABLE api.invitation
  ADD CONSTRAINT uq_invitation_token_digest UNIQUE (token_digest);
DELETE FROM api.one_time_link WHERE purpose = 'invitation';
SELECT common.renew_history('api.invitation');

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
      WHERE h.role IN ('adviser', 'assessor', 'funder');
    RETURN;
  END IF;
  RETURN QUERY SELECT live.account_id, live.id, live.display_name, live.locale,
    g.roles, g.scopes FROM common.grants_of(live.account_id) g;
END
$$;
DROP FUNCTION common.does_without_factor(text);

ALTER TABLE api.account DROP COLUMN email_key;
CREATE UNIQUE INDEX uq_account_email ON api.account (lower(email));
SELECT common.renew_history('api.account');

CREATE TABLE api.sign_in_failure (
  id uuid CONSTRAINT pk_sign_in_failure PRIMARY KEY,
  email_digest bytea NOT NULL,
  network text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_sign_in_failure_email_digest
  ON api.sign_in_failure (email_digest, network, created_at);
CREATE INDEX ix_sign_in_failure_network ON api.sign_in_failure (network, created_at);
SELECT common.guard('api.sign_in_failure', '(SELECT common.task()) <> ''''',
  '(SELECT common.task()) <> ''''');
