-- Where the people of a programme chat: a channel of Teams, Slack, Mattermost or Matrix
-- that hears of what every member of the programme may see.
CREATE TABLE notifications.chat_channel (
  id uuid CONSTRAINT pk_chat_channel PRIMARY KEY,
  -- Of the registry: another schema, hence no foreign key.
  programme_id uuid NOT NULL,
  name text NOT NULL
    CONSTRAINT ck_chat_channel_name CHECK (length(name) BETWEEN 1 AND 300),
  kind text NOT NULL
    CONSTRAINT ck_chat_channel_kind CHECK (kind IN ('teams', 'slack', 'mattermost', 'matrix')),
  -- What may be told of its address; whoever has the whole of it can write there.
  host text NOT NULL
    CONSTRAINT ck_chat_channel_host CHECK (length(host) BETWEEN 1 AND 300),
  sealed bytea NOT NULL,
  language text NOT NULL
    CONSTRAINT ck_chat_channel_language CHECK (language IN ('en', 'nb', 'bs', 'pl')),
  topics text[] NOT NULL
    CONSTRAINT ck_chat_channel_topics CHECK (cardinality(topics) BETWEEN 1 AND 100),
  state text NOT NULL DEFAULT 'active'
    CONSTRAINT ck_chat_channel_state CHECK (state IN ('active', 'disabled')),
  -- Somebody did it, it said that it is gone, or it failed for days.
  disabled_because text
    CONSTRAINT ck_chat_channel_disabled_because
    CHECK (disabled_because IN ('owner', 'gone', 'failing')),
  disabled_at timestamptz,
  -- Of the attempts since the last that succeeded.
  failing_since timestamptz,
  last_success_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_chat_channel_disabled CHECK (
    (state = 'disabled') = (disabled_because IS NOT NULL)
    AND (state = 'disabled') = (disabled_at IS NOT NULL))
);
CREATE INDEX ix_chat_channel_programme_id ON notifications.chat_channel (programme_id, id);

-- What a channel is told at once: news that came shortly after each other stand together.
CREATE TABLE notifications.chat_message (
  id uuid CONSTRAINT pk_chat_message PRIMARY KEY,
  channel_id uuid NOT NULL CONSTRAINT fk_chat_message_channel_id
    REFERENCES notifications.chat_channel ON DELETE CASCADE,
  -- Of each piece of news what its sentence needs; of many, the first of them.
  news jsonb NOT NULL CONSTRAINT ck_chat_message_news CHECK (jsonb_typeof(news) = 'array'),
  news_count integer NOT NULL,
  -- Until it leaves, what happens next is added to it.
  is_open boolean NOT NULL,
  occurred_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uq_chat_message_open ON notifications.chat_message (channel_id)
  WHERE is_open;
CREATE INDEX ix_chat_message_channel_id ON notifications.chat_message (channel_id);
CREATE INDEX ix_chat_message_created_at ON notifications.chat_message (created_at);

ALTER TABLE notifications.delivery
  DROP CONSTRAINT ck_delivery_channel,
  ADD CONSTRAINT ck_delivery_channel CHECK (channel IN ('email', 'webhook', 'chat'));
CREATE INDEX ix_delivery_chat_due ON notifications.delivery (target_id, next_attempt_at)
  WHERE channel = 'chat' AND state = 'pending';
CREATE INDEX ix_delivery_chat_sending ON notifications.delivery (target_id)
  WHERE channel = 'chat' AND state = 'sending';
CREATE INDEX ix_delivery_chat_log
  ON notifications.delivery (target_id, created_at DESC, id DESC) WHERE channel = 'chat';

-- Of a channel and of what was sent there: whoever manages its programme, the system at
-- its work, and whoever looks after everything; not whoever reads everything.
DO $$
DECLARE
  work CONSTANT text := '(SELECT common.task()) <> '''' OR (SELECT common.writes_all())';
  managed CONSTANT text :=
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))';
  its_channel CONSTANT text := 'EXISTS (SELECT FROM notifications.chat_channel c'
    ' WHERE c.id = %s AND c.' || managed || ')';
  own_endpoint CONSTANT text := 'EXISTS (SELECT FROM notifications.webhook_endpoint w'
    ' WHERE w.id = target_id AND w.account_id = (SELECT common.acting_account()))';
  own_delivery CONSTANT text := '(channel = ''webhook'' AND ' || own_endpoint
    || ') OR (channel = ''chat'' AND ' || format(its_channel, 'target_id') || ')';
BEGIN
  PERFORM common.guard('notifications.chat_channel', managed, managed),
    -- By hand it is a test alone; what happened, the system gathers.
    common.guard('notifications.chat_message', 'false',
      '(SELECT common.task()) <> '''' OR (NOT is_open AND '
      || format(its_channel, 'channel_id') || ')');
  EXECUTE format('ALTER POLICY seen ON notifications.chat_channel USING (%s OR %s)',
    work, managed);
  EXECUTE format('ALTER POLICY seen ON notifications.chat_message USING (%s OR %s)',
    work, format(its_channel, 'channel_id'));
  EXECUTE format('ALTER POLICY seen ON notifications.delivery USING (%s OR %s)',
    work, own_delivery);
  EXECUTE format('ALTER POLICY added ON notifications.delivery WITH CHECK (%s OR %s)',
    work, own_delivery);
  EXECUTE format('ALTER POLICY removed ON notifications.delivery USING (%s OR %s)',
    work, own_delivery);
  EXECUTE format('ALTER POLICY seen ON notifications.attempt USING (%s OR'
    ' EXISTS (SELECT FROM notifications.delivery d WHERE d.id = delivery_id'
    ' AND d.channel IN (''webhook'', ''chat'')))', work);
END
$$;

-- In which programmes everybody who has a role there sees an object, whatever the role: a
-- project is not for its funders before it is approved, nor what comes with it. For the
-- work of senders alone, never within a request.
CREATE FUNCTION api.programmes_told_of_v1(object_type text, object uuid, project uuid)
RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT ARRAY(
  SELECT p.programme_id FROM api.project p
  WHERE p.id = CASE WHEN object_type = 'project' THEN object ELSE project END
    AND p.status <> 'planned'
  UNION
  SELECT g.id FROM api.programme g
  WHERE g.id = CASE WHEN object_type = 'programme' THEN object ELSE project END
  UNION
  SELECT n.programme_id FROM api.network n WHERE object_type = 'network' AND n.id = object
  UNION
  SELECT p.programme_id FROM api.project_partnership l JOIN api.project p ON p.id = l.project_id
  WHERE object_type = 'partnership' AND l.partnership_id = object
    AND p.status <> 'planned'
) WHERE (SELECT common.task()) <> ''
$$;
REVOKE EXECUTE ON FUNCTION api.programmes_told_of_v1(text, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.programmes_told_of_v1(text, uuid, uuid) TO bromost_notifications;
