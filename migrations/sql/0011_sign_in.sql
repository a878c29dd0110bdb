-- Second factors, passkeys, one-time links and mail.

-- Whoever comes from an identity provider, or was invited and has not yet come, has none.
ALTER TABLE api.account ALTER COLUMN password_hash DROP NOT NULL;

ALTER TABLE api.session
  ADD COLUMN method text NOT NULL DEFAULT 'password'
    CONSTRAINT ck_session_method CHECK (method IN ('password', 'passkey', 'provider')),
  ADD COLUMN second_factor text
    CONSTRAINT ck_session_second_factor
    CHECK (second_factor IN ('totp', 'passkey', 'recovery_code', 'provider')),
  -- Until a second factor was used, the session may do what needs none.
  ADD COLUMN needs_factor boolean NOT NULL DEFAULT false,
  -- When the person last showed that it is them.
  ADD COLUMN proved_at timestamptz NOT NULL DEFAULT now(),
  -- As coarse as tells one's own devices apart, e.g. "Firefox, Windows" and "192.0.2.0/24".
  ADD COLUMN device text,
  ADD COLUMN network text;

-- A sign-in between its steps, or a passkey's challenge that waits for its answer.
CREATE TABLE api.ceremony (
  id uuid CONSTRAINT pk_ceremony PRIMARY KEY,
  purpose text NOT NULL
    CONSTRAINT ck_ceremony_purpose
    CHECK (purpose IN ('second_factor', 'passkey_sign_in', 'passkey_registration', 'step_up')),
  -- Digest of a token that only the browser has, or of the session that it belongs to.
  token_digest bytea NOT NULL CONSTRAINT uq_ceremony_token_digest UNIQUE,
  account_id uuid
    CONSTRAINT fk_ceremony_account_id REFERENCES api.account ON DELETE CASCADE,
  challenge bytea,
  attempts integer NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_ceremony_account_id ON api.ceremony (account_id);
CREATE INDEX ix_ceremony_expires_at ON api.ceremony (expires_at);

CREATE TABLE api.totp_factor (
  id uuid CONSTRAINT pk_totp_factor PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT uq_totp_factor_account_id UNIQUE
    CONSTRAINT fk_totp_factor_account_id REFERENCES api.account ON DELETE CASCADE,
  sealed_secret bytea NOT NULL,
  -- Not yet a factor until a first code has shown that the app has the secret.
  confirmed_at timestamptz,
  -- The newest time step whose code was used: neither it nor an older one counts again.
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api.passkey (
  id uuid CONSTRAINT pk_passkey PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_passkey_account_id REFERENCES api.account ON DELETE CASCADE,
  name text NOT NULL CONSTRAINT ck_passkey_name CHECK (length(name) BETWEEN 1 AND 100),
  credential_id bytea NOT NULL CONSTRAINT uq_passkey_credential_id UNIQUE,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL DEFAULT 0,
  transports text[] NOT NULL DEFAULT '{}',
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_passkey_account_id ON api.passkey (account_id);

CREATE TABLE api.recovery_code (
  id uuid CONSTRAINT pk_recovery_code PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_recovery_code_account_id REFERENCES api.account ON DELETE CASCADE,
  code_digest bytea NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_recovery_code_account_id_code_digest UNIQUE (account_id, code_digest)
);

-- A secret in a mailed address, good for one thing and once.
CREATE TABLE api.one_time_link (
  id uuid CONSTRAINT pk_one_time_link PRIMARY KEY,
  purpose text NOT NULL
    CONSTRAINT ck_one_time_link_purpose
    CHECK (purpose IN ('password_reset', 'invitation', 'email_change')),
  token_digest bytea NOT NULL CONSTRAINT uq_one_time_link_token_digest UNIQUE,
  account_id uuid
    CONSTRAINT fk_one_time_link_account_id REFERENCES api.account ON DELETE CASCADE,
  -- What it is about where that is no account, e.g. an invitation.
  subject_id uuid,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_one_time_link_account_id ON api.one_time_link (account_id);
CREATE INDEX ix_one_time_link_subject_id ON api.one_time_link (subject_id);

-- Somebody forgot a password. Written alike for known and unknown addresses, so that the
-- answer neither says nor takes longer for one; a worker looks up whose it is.
CREATE TABLE api.reset_request (
  id uuid CONSTRAINT pk_reset_request PRIMARY KEY,
  email text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Mail on its way. Whom it is for and what it says goes once it was sent or is too late.
CREATE TABLE api.mail (
  id uuid CONSTRAINT pk_mail PRIMARY KEY,
  kind text NOT NULL,
  recipient text,
  locale text NOT NULL
    CONSTRAINT ck_mail_locale CHECK (locale IN ('en', 'nb', 'bs', 'pl')),
  params jsonb,
  state text NOT NULL DEFAULT 'waiting'
    CONSTRAINT ck_mail_state CHECK (state IN ('waiting', 'sent', 'refused', 'expired')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- The server's code or the kind of failure of the last attempt, never its words.
  failure text,
  -- Whose request caused it, if anybody's; they alone may see the row again.
  requested_by uuid DEFAULT common.acting_account(),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_mail_content
    CHECK ((state = 'waiting') = (recipient IS NOT NULL AND params IS NOT NULL))
);
CREATE INDEX ix_mail_next_attempt_at ON api.mail (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX ix_mail_ended_at ON api.mail (ended_at);

-- Whether the person behind a session has shown within ten minutes that it is them.
-- False for what is no session, e.g. a machine's key.
CREATE FUNCTION common.session_is_fresh(session uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
  SELECT EXISTS (SELECT FROM api.session s
                 WHERE s.id = session AND s.ended_at IS NULL
                   AND s.proved_at > now() - interval '10 minutes')
$$;
REVOKE ALL ON FUNCTION common.session_is_fresh(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.session_is_fresh(uuid)
  TO bromost_api, bromost_indicators, bromost_notifications;

-- As before, but a session that still needs a second factor has only the grants that
-- change nothing.
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

-- The second wall. What signs somebody in is seen by its owner, by the flows that nobody
-- is signed in for, and by whoever looks after everything: not by whoever reads everything.
DO $$
DECLARE
  kept record;
BEGIN
  FOR kept IN
    SELECT * FROM (VALUES
      ('api.ceremony', 'account_id = (SELECT common.acting_account())'),
      ('api.totp_factor', 'account_id = (SELECT common.acting_account())'),
      ('api.passkey', 'account_id = (SELECT common.acting_account())'),
      ('api.recovery_code', 'account_id = (SELECT common.acting_account())'),
      ('api.mail', 'requested_by = (SELECT common.acting_account())'),
      -- A digest and what it is for; invitations are resent by colleagues.
      ('api.one_time_link', '(SELECT common.acting_account()) IS NOT NULL'),
      ('api.reset_request', 'false')
    ) AS t (name, own)
  LOOP
    PERFORM common.guard(kept.name, 'false', kept.own || ' OR (SELECT common.task()) <> ''''');
    EXECUTE format(
      'ALTER POLICY seen ON %s USING (%s OR (SELECT common.task()) <> '''''
      ' OR (SELECT common.writes_all()))', kept.name, kept.own);
  END LOOP;
END
$$;
