-- Programs that act for an account: with an API key, or as an OAuth2 client.
CREATE TABLE api.machine (
  id uuid CONSTRAINT pk_machine PRIMARY KEY,
  account_id uuid NOT NULL
    CONSTRAINT fk_machine_account_id REFERENCES api.account ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT ck_machine_kind CHECK (kind IN ('api_key', 'client')),
  -- The readable part of its secrets, by which people tell keys apart.
  handle text NOT NULL CONSTRAINT uq_machine_handle UNIQUE
    CONSTRAINT ck_machine_handle CHECK (handle ~ '^[a-z0-9]{8}$'),
  name text NOT NULL CONSTRAINT ck_machine_name CHECK (length(name) BETWEEN 1 AND 300),
  permissions text[] NOT NULL
    CONSTRAINT ck_machine_permissions CHECK (cardinality(permissions) BETWEEN 1 AND 100),
  -- Null: wherever the owner may. Otherwise in these scopes only.
  limited_to uuid[]
    CONSTRAINT ck_machine_limited_to CHECK (cardinality(limited_to) BETWEEN 1 AND 50),
  -- Null: from anywhere.
  networks cidr[]
    CONSTRAINT ck_machine_networks CHECK (cardinality(networks) BETWEEN 1 AND 20),
  -- The public keys of a client that signs assertions instead of having a secret.
  public_jwks jsonb
    CONSTRAINT ck_machine_public_jwks CHECK (public_jwks IS NULL OR kind = 'client'),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  -- Counts up when tokens that were given out must end at once.
  grants_version integer NOT NULL DEFAULT 1,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_machine_lifetime CHECK (expires_at <= created_at + interval '8784 hours')
);
CREATE INDEX ix_machine_account_id ON api.machine (account_id);

-- Two at most are alive, while one takes over from the other.
CREATE TABLE api.machine_secret (
  id uuid CONSTRAINT pk_machine_secret PRIMARY KEY,
  machine_id uuid NOT NULL
    CONSTRAINT fk_machine_secret_machine_id REFERENCES api.machine ON DELETE CASCADE,
  digest bytea NOT NULL CONSTRAINT uq_machine_secret_digest UNIQUE
    CONSTRAINT ck_machine_secret_digest CHECK (length(digest) = 32),
  -- Null: as long as the machine itself.
  ends_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_machine_secret_machine_id ON api.machine_secret (machine_id);

-- Assertions that a client has signed are good once.
CREATE TABLE api.used_assertion (
  machine_id uuid NOT NULL
    CONSTRAINT fk_used_assertion_machine_id REFERENCES api.machine ON DELETE CASCADE,
  digest bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT pk_used_assertion PRIMARY KEY (machine_id, digest)
);
CREATE INDEX ix_used_assertion_expires_at ON api.used_assertion (expires_at);

-- What access tokens are signed with; the private half is sealed, and forgotten when
-- the next key has taken over.
CREATE TABLE api.signing_key (
  id uuid CONSTRAINT pk_signing_key PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  private_sealed bytea,
  signs_from timestamptz NOT NULL CONSTRAINT uq_signing_key_signs_from UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- The keys that tokens may be signed with: now, next, and a while ago.
CREATE VIEW common.signing_keys_v1 AS
SELECT k.id AS kid, k.public_jwk, k.signs_from
FROM api.signing_key k
WHERE NOT EXISTS (
  SELECT FROM api.signing_key n
  WHERE n.signs_from > k.signs_from AND n.signs_from < now() - interval '15 minutes');
GRANT SELECT ON common.signing_keys_v1
  TO bromost_api, bromost_indicators, bromost_notifications;

-- Whether a role in `inner_scope` reaches nothing that the same role in `outer_scope`
-- does not. Organisations lie in no other scope: they also see what they do not cover.
CREATE FUNCTION common.is_scope_within(inner_scope uuid, outer_scope uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT inner_scope = outer_scope OR (
  NOT EXISTS (SELECT FROM api.organisation WHERE id = inner_scope)
  AND EXISTS (SELECT api.scopes_covered_by(ARRAY[inner_scope]))
  AND NOT EXISTS (SELECT api.scopes_covered_by(ARRAY[inner_scope])
                  EXCEPT SELECT api.scopes_covered_by(ARRAY[outer_scope])))
$$;

-- What an account was granted, as far as it lies within `limits`. Within limits nobody
-- is an administrator: that is a role in the whole installation.
CREATE FUNCTION common.grants_within(
  account uuid, limits uuid[], OUT roles text[], OUT scopes uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
WITH granted AS (
  SELECT CASE WHEN g.role = 'administrator' AND limits IS NOT NULL
      THEN 'programme_manager' ELSE g.role END AS role, g.scope_id
  FROM common.grants_of(account) o, unnest(o.roles, o.scopes) AS g(role, scope_id)
), held AS (
  SELECT role, scope_id FROM granted WHERE limits IS NULL
  UNION
  SELECT g.role, l FROM granted g, unnest(limits) l
    WHERE g.scope_id IS NULL OR common.is_scope_within(l, g.scope_id)
  UNION
  SELECT g.role, g.scope_id FROM granted g, unnest(limits) l
    WHERE g.scope_id IS NOT NULL AND common.is_scope_within(g.scope_id, l)
)
SELECT coalesce(array_agg(role ORDER BY role, scope_id), '{}'),
  coalesce(array_agg(scope_id ORDER BY role, scope_id), '{}') FROM held
$$;

-- Whom a machine acts for, from where it calls, and what it may do at most.
CREATE FUNCTION common.actor_of_machine(machine uuid, caller inet)
RETURNS TABLE (machine_id uuid, account_id uuid, display_name text, locale text,
  roles text[], scopes uuid[], permissions text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
DECLARE
  live record;
BEGIN
  SELECT m.id, m.account_id, m.last_used_at, m.limited_to, m.permissions,
      a.display_name, a.locale INTO live
    FROM api.machine m JOIN api.account a ON a.id = m.account_id
    WHERE m.id = machine AND m.revoked_at IS NULL AND m.expires_at > now()
      AND a.is_active
      AND (m.networks IS NULL OR caller <<= ANY (m.networks));
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF live.last_used_at IS NULL OR live.last_used_at < now() - interval '1 minute' THEN
    UPDATE api.machine m SET last_used_at = now()
      WHERE m.id = (SELECT l.id FROM api.machine l WHERE l.id = live.id
                    FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN QUERY SELECT live.id, live.account_id, live.display_name, live.locale,
    g.roles, g.scopes, live.permissions
    FROM common.grants_within(live.account_id, live.limited_to) g;
END
$$;

-- The one way from an API key's digest to who acts, for all services.
CREATE FUNCTION common.actor_of_key(digest bytea, caller inet)
RETURNS TABLE (machine_id uuid, account_id uuid, display_name text, locale text,
  roles text[], scopes uuid[], permissions text[])
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT a.* FROM api.machine_secret s
JOIN api.machine m ON m.id = s.machine_id AND m.kind = 'api_key'
CROSS JOIN LATERAL common.actor_of_machine(m.id, $2) a
WHERE s.digest = $1 AND (s.ends_at IS NULL OR s.ends_at > now())
$$;

-- The same for an access token whose signature holds: its client may have been ended,
-- or be another since (`version`).
CREATE FUNCTION common.actor_of_token(client uuid, version integer, caller inet)
RETURNS TABLE (machine_id uuid, account_id uuid, display_name text, locale text,
  roles text[], scopes uuid[], permissions text[])
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT a.* FROM api.machine m
CROSS JOIN LATERAL common.actor_of_machine(m.id, $3) a
WHERE m.id = $1 AND m.kind = 'client' AND m.grants_version = $2
$$;
GRANT EXECUTE ON FUNCTION
  common.actor_of_key(bytea, inet), common.actor_of_token(uuid, integer, inet)
  TO bromost_api, bromost_indicators, bromost_notifications;
GRANT EXECUTE ON FUNCTION
  common.grants_within(uuid, uuid[]) TO bromost_api;

SELECT common.guard('api.machine',
  'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) <> ''''',
  'account_id = (SELECT common.acting_account()) OR (SELECT common.task()) <> ''''');
SELECT common.guard('api.machine_secret',
  'machine_id IN (SELECT id FROM api.machine)',
  'machine_id IN (SELECT id FROM api.machine)');
SELECT common.guard('api.used_assertion',
  '(SELECT common.task()) <> ''''', '(SELECT common.task()) <> ''''');
SELECT common.guard('api.signing_key',
  '(SELECT common.task()) <> ''''', '(SELECT common.task()) <> ''''');
