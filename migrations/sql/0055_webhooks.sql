-- Where somebody's own system hears what happens here, as far as they may read it.
CREATE TABLE notifications.webhook_endpoint (
  id uuid CONSTRAINT pk_webhook_endpoint PRIMARY KEY,
  account_id uuid NOT NULL,
  -- The program that it belongs to, if one made it: then it hears what that may read.
  machine_id uuid,
  name text NOT NULL
    CONSTRAINT ck_webhook_endpoint_name CHECK (length(name) BETWEEN 1 AND 300),
  url text NOT NULL
    CONSTRAINT ck_webhook_endpoint_url CHECK (length(url) BETWEEN 8 AND 2000),
  event_types text[] NOT NULL
    CONSTRAINT ck_webhook_endpoint_event_types
    CHECK (cardinality(event_types) BETWEEN 1 AND 100),
  -- Null: of all that its owner reaches.
  programme_id uuid,
  state text NOT NULL DEFAULT 'active'
    CONSTRAINT ck_webhook_endpoint_state CHECK (state IN ('active', 'disabled')),
  -- Its owner did it, it said that it is gone, or it failed for days.
  disabled_because text
    CONSTRAINT ck_webhook_endpoint_disabled_because
    CHECK (disabled_because IN ('owner', 'gone', 'failing')),
  disabled_at timestamptz,
  -- Of the attempts since the last that succeeded.
  failing_since timestamptz,
  last_success_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_webhook_endpoint_disabled CHECK (
    (state = 'disabled') = (disabled_because IS NOT NULL)
    AND (state = 'disabled') = (disabled_at IS NOT NULL))
);
CREATE INDEX ix_webhook_endpoint_account_id ON notifications.webhook_endpoint (account_id);

-- What messages are signed with, sealed; two while one takes over from the other.
CREATE TABLE notifications.webhook_secret (
  id uuid CONSTRAINT pk_webhook_secret PRIMARY KEY,
  endpoint_id uuid NOT NULL CONSTRAINT fk_webhook_secret_endpoint_id
    REFERENCES notifications.webhook_endpoint ON DELETE CASCADE,
  sealed bytea NOT NULL,
  -- Null: as long as the endpoint itself.
  ends_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_webhook_secret_endpoint_id ON notifications.webhook_secret (endpoint_id);

-- What endpoints are told of an event, byte by byte the same in every attempt.
CREATE TABLE notifications.webhook_message (
  -- The event's own, which receivers know it by.
  id uuid CONSTRAINT pk_webhook_message PRIMARY KEY,
  event_type text NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  project_id uuid,
  body text NOT NULL
    CONSTRAINT ck_webhook_message_body CHECK (octet_length(body) <= 20000),
  occurred_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_webhook_message_created_at ON notifications.webhook_message (created_at);

-- Senders take what is due endpoint by endpoint, so that one that hangs holds up itself.
CREATE INDEX ix_delivery_webhook_due ON notifications.delivery (target_id, next_attempt_at)
  WHERE channel = 'webhook' AND state = 'pending';
CREATE INDEX ix_delivery_webhook_sending ON notifications.delivery (target_id)
  WHERE channel = 'webhook' AND state = 'sending';
CREATE INDEX ix_delivery_webhook_log
  ON notifications.delivery (target_id, created_at DESC, id DESC) WHERE channel = 'webhook';

-- Of an endpoint and of what was sent there: its owner, the system at its work, and
-- whoever looks after everything; not whoever reads everything.
DO $$
DECLARE
  work text := '(SELECT common.task()) <> '''' OR (SELECT common.writes_all())';
  mine text := 'account_id = (SELECT common.acting_account())';
  own_endpoint text := 'EXISTS (SELECT FROM notifications.webhook_endpoint w'
    ' WHERE w.id = %s AND w.account_id = (SELECT common.acting_account()))';
  own_delivery text;
BEGIN
  PERFORM common.guard('notifications.webhook_endpoint', mine, mine),
    common.guard('notifications.webhook_secret', format(own_endpoint, 'endpoint_id'),
      format(own_endpoint, 'endpoint_id')),
    -- A test is a message of its sender's own.
    common.guard('notifications.webhook_message', 'false',
      '(SELECT common.task()) <> '''' OR event_type = ''webhook.test.v1''');
  EXECUTE format('ALTER POLICY seen ON notifications.webhook_endpoint USING (%s OR %s)',
    work, mine);
  EXECUTE format('ALTER POLICY seen ON notifications.webhook_secret USING (%s OR %s)',
    work, format(own_endpoint, 'endpoint_id'));
  own_delivery := '(channel = ''webhook'' AND ' || format(own_endpoint, 'target_id') || ')';
  EXECUTE format('ALTER POLICY seen ON notifications.delivery USING (%s OR %s)',
    work, own_delivery);
  EXECUTE format('ALTER POLICY added ON notifications.delivery WITH CHECK (%s OR %s)',
    work, own_delivery);
  EXECUTE format('ALTER POLICY removed ON notifications.delivery USING (%s OR %s)',
    work, own_delivery);
  EXECUTE format('ALTER POLICY seen ON notifications.attempt USING (%s OR'
    ' EXISTS (SELECT FROM notifications.delivery d WHERE d.id = delivery_id'
    ' AND d.channel = ''webhook''))', work);
  EXECUTE format('ALTER POLICY seen ON notifications.webhook_message USING (%s OR'
    ' EXISTS (SELECT FROM notifications.delivery d WHERE d.source_kind = ''event'''
    ' AND d.source_id = webhook_message.id AND d.channel = ''webhook''))', work);
END
$$;

-- What the owner of an endpoint may do now; nothing for whoever left, or for a program
-- that has ended. For the work of senders alone, never within a request.
CREATE FUNCTION common.receiver_of(account uuid, machine uuid)
RETURNS TABLE (roles text[], scopes uuid[], permissions text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT g.roles, g.scopes, m.permissions
FROM api.account a
LEFT JOIN api.machine m ON m.id = machine AND m.account_id = a.id
CROSS JOIN LATERAL common.grants_within(a.id, m.limited_to) g
WHERE a.id = account AND a.is_active AND (SELECT common.task()) <> ''
  AND (machine IS NULL OR (m.revoked_at IS NULL AND m.expires_at > now()))
$$;
REVOKE EXECUTE ON FUNCTION common.receiver_of(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.receiver_of(uuid, uuid) TO bromost_notifications;
