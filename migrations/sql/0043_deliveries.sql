-- What leaves the house about a notification: one row for each channel and receiver,
-- written with its cause, and one row for each attempt, written before it is made.
ALTER TABLE notifications.notification
  ADD COLUMN reason text NOT NULL DEFAULT 'reads'
    CONSTRAINT ck_notification_reason
    -- It is about them, they did it before, it is their role's task, or they may read it.
    CHECK (reason IN ('told', 'involved', 'role', 'reads'));

CREATE TABLE notifications.delivery (
  id uuid CONSTRAINT pk_delivery PRIMARY KEY,
  source_kind text NOT NULL
    CONSTRAINT ck_delivery_source_kind CHECK (source_kind IN ('event', 'digest', 'reminder')),
  source_id uuid NOT NULL,
  -- No foreign key: a later event replaces a notification, and old ones are forgotten.
  notification_id bigint,
  channel text NOT NULL
    CONSTRAINT ck_delivery_channel CHECK (channel IN ('email', 'webhook')),
  -- An account where it goes by e-mail, an endpoint where it goes to one.
  target_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'pending'
    CONSTRAINT ck_delivery_state
    CHECK (state IN ('pending', 'sending', 'delivered', 'dead', 'cancelled', 'suppressed')),
  attempt smallint NOT NULL DEFAULT 0,
  max_attempt smallint NOT NULL
    CONSTRAINT ck_delivery_max_attempt CHECK (max_attempt BETWEEN 1 AND 50),
  -- How often a sender vanished with it since it was last heard of: the next time it goes
  -- with fewer others, then alone, so that what kills its sender is found.
  lost smallint NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  lease_until timestamptz,
  locked_by text,
  last_error text,
  replay_no smallint NOT NULL DEFAULT 0,
  replay_of uuid CONSTRAINT fk_delivery_replay_of
    REFERENCES notifications.delivery ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CONSTRAINT uq_delivery_source
    UNIQUE (source_kind, source_id, channel, target_id, replay_no),
  CONSTRAINT ck_delivery_lease
    CHECK ((state = 'sending') = (lease_until IS NOT NULL AND locked_by IS NOT NULL)),
  CONSTRAINT ck_delivery_ended
    CHECK ((state IN ('pending', 'sending')) = (ended_at IS NULL))
);
CREATE INDEX ix_delivery_due ON notifications.delivery (channel, next_attempt_at)
  WHERE state = 'pending';
CREATE INDEX ix_delivery_expiring ON notifications.delivery (channel, expires_at)
  WHERE state = 'pending';
CREATE INDEX ix_delivery_leased ON notifications.delivery (channel, lease_until)
  WHERE state = 'sending';
CREATE INDEX ix_delivery_state ON notifications.delivery (state, created_at DESC, id DESC);
CREATE INDEX ix_delivery_created_at ON notifications.delivery (created_at DESC, id DESC);
CREATE INDEX ix_delivery_target_id ON notifications.delivery (target_id);
CREATE INDEX ix_delivery_replay_of ON notifications.delivery (replay_of)
  WHERE replay_of IS NOT NULL;
CREATE INDEX ix_delivery_ended_at ON notifications.delivery (ended_at);

CREATE TABLE notifications.attempt (
  delivery_id uuid NOT NULL CONSTRAINT fk_attempt_delivery_id
    REFERENCES notifications.delivery ON DELETE CASCADE,
  n smallint NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  status text CONSTRAINT ck_attempt_status
    CHECK (status IN ('delivered', 'failed', 'cancelled', 'suppressed', 'lost', 'interrupted')),
  error_class text,
  ms integer,
  response_head text
    CONSTRAINT ck_attempt_response_head CHECK (octet_length(response_head) <= 2048),
  CONSTRAINT pk_attempt PRIMARY KEY (delivery_id, n),
  CONSTRAINT ck_attempt_finished CHECK ((finished_at IS NULL) = (status IS NULL))
);

-- Only the system writes them; whoever looks after everything sees them and lets them
-- go again, not whoever reads everything.
DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['notifications.delivery', 'notifications.attempt'] LOOP
    PERFORM common.guard(kept, 'false', '(SELECT common.task()) <> ''''');
    EXECUTE format('ALTER POLICY seen ON %s USING ((SELECT common.task()) <> '''''
      ' OR (SELECT common.writes_all()))', kept);
  END LOOP;
END
$$;

-- Where a person's mail goes: for the sender's work alone, never within a request.
CREATE FUNCTION api.mail_address_v1(account uuid)
RETURNS TABLE (address text, display_name text, locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT a.email, a.display_name, a.locale FROM api.account a
WHERE a.id = account AND a.is_active AND (SELECT common.task()) <> ''
$$;
REVOKE EXECUTE ON FUNCTION api.mail_address_v1(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.mail_address_v1(uuid) TO bromost_notifications;
