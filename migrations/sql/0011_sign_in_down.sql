-- Takes back: Second factors, passkeys, one-time links and mail.
DROP FUNCTION common.session_is_fresh(uuid);
CREATE OR REPLACE FUNCTION common.actor_of_session(digest bytea)
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
DROP TABLE api.mail;
DROP TABLE api.reset_request;
DROP TABLE api.one_time_link;
DROP TABLE api.recovery_code;
DROP TABLE api.passkey;
DROP TABLE api.totp_factor;
DROP TABLE api.ceremony;
ALTER TABLE api.session
  DROP COLUMN method, DROP COLUMN second_factor, DROP COLUMN needs_factor,
  DROP COLUMN proved_at, DROP COLUMN device, DROP COLUMN network;
-- The hash of a password that nobody knows.
UPDATE api.account
  SET password_hash = '$argon2id$v=19$m=47104,t=1,p=1$'
    || rtrim(encode(decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'base64'), '=') || '$'
    || rtrim(encode(sha256(gen_random_uuid()::text::bytea), 'base64'), '=')
  WHERE password_hash IS NULL;
ALTER TABLE api.account ALTER COLUMN password_hash SET NOT NULL;
