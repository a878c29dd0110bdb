CREATE TABLE common.outbox (
  id uuid CONSTRAINT pk_outbox PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT uq_outbox_position UNIQUE,
  event_type text NOT NULL,
  object_type text NOT NULL,
  object_id uuid NOT NULL,
  actor_id uuid,
  payload jsonb NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE common.inbox (
  consumer text NOT NULL,
  message_id uuid NOT NULL
    CONSTRAINT fk_inbox_message_id REFERENCES common.outbox ON DELETE CASCADE,
  state text NOT NULL DEFAULT 'done'
    CONSTRAINT ck_inbox_state CHECK (state IN ('done', 'failed', 'parked')),
  attempts smallint NOT NULL DEFAULT 1,
  last_error text,
  handled_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_inbox PRIMARY KEY (consumer, message_id)
);
CREATE INDEX ix_inbox_waiting ON common.inbox (consumer) WHERE state <> 'done';
CREATE INDEX ix_inbox_message_id ON common.inbox (message_id);

-- Answers to keyed requests, kept for a day.
CREATE TABLE common.idempotency (
  id bytea CONSTRAINT pk_idempotency PRIMARY KEY,
  request_digest bytea NOT NULL,
  status smallint,
  headers jsonb,
  body bytea,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_idempotency_created_at ON common.idempotency (created_at);

GRANT SELECT, INSERT ON common.outbox TO bromost_api, bromost_indicators, bromost_notifications;
GRANT SELECT, INSERT, UPDATE ON common.inbox TO bromost_api, bromost_indicators, bromost_notifications;
GRANT SELECT, INSERT, UPDATE, DELETE ON common.idempotency
  TO bromost_api, bromost_indicators, bromost_notifications;
