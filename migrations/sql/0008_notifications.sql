CREATE TABLE notifications.notification (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_notification PRIMARY KEY,
  account_id uuid NOT NULL,
  event_id uuid NOT NULL,
  topic text NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  params jsonb NOT NULL,
  -- How many events it stands for: later ones about the same thing replace an unread one.
  event_count integer NOT NULL DEFAULT 1
    CONSTRAINT ck_notification_event_count CHECK (event_count >= 1),
  occurred_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz,
  read_at timestamptz,
  archived_at timestamptz,
  CONSTRAINT uq_notification_event_id_account_id UNIQUE (event_id, account_id)
);
CREATE INDEX ix_notification_account_id ON notifications.notification (account_id, id);
CREATE INDEX ix_notification_unread ON notifications.notification (account_id, id)
  WHERE read_at IS NULL AND archived_at IS NULL;
CREATE INDEX ix_notification_archived ON notifications.notification (account_id, id)
  WHERE archived_at IS NOT NULL;
CREATE INDEX ix_notification_object_id ON notifications.notification (object_id, topic)
  WHERE read_at IS NULL AND archived_at IS NULL;

-- Which of these sessions still live, with their roles. Unlike actor_of_session it does
-- not count as using them: an open stream must not keep a session from ending.
CREATE FUNCTION common.live_sessions(digests bytea[])
RETURNS TABLE (token_digest bytea, roles text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT s.token_digest,
  ARRAY(SELECT DISTINCT r.role FROM api.role_assignment r
        WHERE r.account_id = s.account_id AND r.valid_from <= current_date
          AND (r.valid_to IS NULL OR r.valid_to >= current_date))
FROM api.session s JOIN api.account a ON a.id = s.account_id
WHERE s.token_digest = ANY (digests) AND s.ended_at IS NULL AND a.is_active
  AND s.idle_until > now() AND s.expires_at > now()
$$;
GRANT EXECUTE ON FUNCTION common.live_sessions(bytea[]) TO bromost_notifications;

-- Deletes old events that every consumer is done with, at most `most` of them.
CREATE FUNCTION common.purge_outbox(keep interval, most integer)
RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$
WITH consumer AS (SELECT DISTINCT consumer AS name FROM common.inbox),
old AS (
  SELECT o.id FROM common.outbox o
  WHERE o.occurred_at < now() - greatest(keep, interval '1 day')
    AND EXISTS (SELECT FROM consumer)
    AND NOT EXISTS (
      SELECT FROM consumer c WHERE NOT EXISTS (
        SELECT FROM common.inbox i
        WHERE i.consumer = c.name AND i.message_id = o.id AND i.state = 'done'))
  ORDER BY o.position LIMIT most
),
deleted AS (DELETE FROM common.outbox o USING old WHERE o.id = old.id RETURNING 1)
SELECT count(*) FROM deleted
$$;
GRANT EXECUTE ON FUNCTION common.purge_outbox(interval, integer)
  TO bromost_api, bromost_indicators, bromost_notifications;
