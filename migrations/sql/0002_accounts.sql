CREATE TABLE api.account (
  id uuid CONSTRAINT pk_account PRIMARY KEY,
  email text NOT NULL,
  display_name text NOT NULL,
  password_hash text NOT NULL,
  locale text NOT NULL DEFAULT 'en'
    CONSTRAINT ck_account_locale CHECK (locale IN ('en', 'nb', 'bs', 'pl')),
  is_active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uq_account_email ON api.account (lower(email));

CREATE TABLE api.role_assignment (
  id uuid CONSTRAINT pk_role_assignment PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_role_assignment_account_id REFERENCES api.account ON DELETE CASCADE,
  role text NOT NULL
    CONSTRAINT ck_role_assignment_role
    CHECK (role IN ('administrator', 'programme_officer', 'reader')),
  scope_type text NOT NULL DEFAULT 'installation'
    CONSTRAINT ck_role_assignment_scope CHECK (scope_type = 'installation' AND scope_id IS NULL),
  scope_id uuid,
  valid_from date NOT NULL DEFAULT current_date,
  valid_to date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_role_assignment_period CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX ix_role_assignment_account_id ON api.role_assignment (account_id);

CREATE TABLE api.session (
  id uuid CONSTRAINT pk_session PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_session_account_id REFERENCES api.account ON DELETE CASCADE,
  token_digest bytea NOT NULL CONSTRAINT uq_session_token_digest UNIQUE,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  idle_until timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_session_account_id ON api.session (account_id);

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

CREATE VIEW api.account_directory_v1 AS
SELECT a.id, a.display_name, a.locale, a.is_active, a.created_at,
  ARRAY(SELECT DISTINCT r.role FROM api.role_assignment r
        WHERE r.account_id = a.id AND r.valid_from <= current_date
          AND (r.valid_to IS NULL OR r.valid_to >= current_date)) AS roles
FROM api.account a;
GRANT SELECT ON api.account_directory_v1 TO bromost_indicators, bromost_notifications;
