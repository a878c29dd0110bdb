-- What each person wants to hear, how and when; and what is gathered for one mail.
-- The topics are the services' own list: they name events, which only code makes.

-- A wish: '*' is every topic or channel, and no programme is all of them.
CREATE TABLE notifications.preference (
  account_id uuid NOT NULL,
  topic text NOT NULL CONSTRAINT ck_preference_topic CHECK (topic ~ '^(\*|[a-z.-]{3,60})$'),
  channel text NOT NULL
    CONSTRAINT ck_preference_channel CHECK (channel IN ('*', 'inbox', 'email')),
  -- Of the registry: another schema, hence no foreign key.
  programme_id uuid,
  mode text NOT NULL CONSTRAINT ck_preference_mode
    CHECK (mode IN ('off', 'immediate', 'hourly', 'daily', 'weekly')),
  CONSTRAINT uq_preference UNIQUE NULLS NOT DISTINCT (account_id, topic, channel, programme_id)
);

-- The clock that their mail goes by. The version counts changes of the rules above, too.
CREATE TABLE notifications.user_setting (
  account_id uuid CONSTRAINT pk_user_setting PRIMARY KEY,
  time_zone text NOT NULL DEFAULT 'Europe/Oslo'
    CONSTRAINT ck_user_setting_time_zone CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  quiet_from time,
  quiet_to time,
  digest_at time NOT NULL DEFAULT '07:00',
  digest_weekday smallint NOT NULL DEFAULT 1
    CONSTRAINT ck_user_setting_digest_weekday CHECK (digest_weekday BETWEEN 1 AND 7),
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_user_setting_quiet CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);

-- What a programme lays down for whoever sets nothing else: {topic: {channel: mode}}.
CREATE TABLE notifications.preference_defaults (
  id uuid CONSTRAINT pk_preference_defaults PRIMARY KEY,
  programme_id uuid NOT NULL CONSTRAINT uq_preference_defaults_programme_id UNIQUE,
  rules jsonb NOT NULL
    CONSTRAINT ck_preference_defaults_rules CHECK (jsonb_typeof(rules) = 'object'),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- What somebody wants to hear of one thing. A row that they made themselves stays when
-- they go back to 'normal': else the next thing they do there would have them watch again.
CREATE TABLE notifications.watch (
  account_id uuid NOT NULL,
  object_type text NOT NULL CONSTRAINT ck_watch_object_type
    CHECK (object_type IN ('organisation', 'partnership', 'project', 'programme', 'network')),
  object_id uuid NOT NULL,
  level text NOT NULL CONSTRAINT ck_watch_level
    CHECK (level IN ('watching', 'participating', 'normal', 'muted')),
  is_manual boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_watch PRIMARY KEY (account_id, object_id)
);
CREATE INDEX ix_watch_object_id ON notifications.watch (object_id);

-- One mail about several notifications. Its moment is fixed when the first comes; once it
-- is closed it takes no more.
CREATE TABLE notifications.digest (
  id uuid CONSTRAINT pk_digest PRIMARY KEY,
  account_id uuid NOT NULL,
  channel text NOT NULL CONSTRAINT ck_digest_channel CHECK (channel IN ('email')),
  closes_at timestamptz NOT NULL,
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_digest_window UNIQUE (account_id, channel, closes_at)
);
CREATE INDEX ix_digest_closes_at ON notifications.digest (closes_at);
CREATE TABLE notifications.digest_item (
  digest_id uuid NOT NULL CONSTRAINT fk_digest_item_digest_id
    REFERENCES notifications.digest ON DELETE CASCADE,
  -- No foreign key: a later event replaces a notification, and old ones are forgotten.
  notification_id bigint NOT NULL,
  CONSTRAINT pk_digest_item PRIMARY KEY (digest_id, notification_id)
);

DO $$
DECLARE
  own CONSTANT text := 'account_id = (SELECT common.acting_account())';
  kept text;
BEGIN
  PERFORM common.guard('notifications.preference', own, own);
  PERFORM common.guard('notifications.user_setting', own, own);
  PERFORM common.guard('notifications.watch', own, own);
  PERFORM common.guard('notifications.preference_defaults',
    'programme_id IN'
      ' (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))',
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))');
  -- Only the system gathers and sends them.
  FOREACH kept IN ARRAY ARRAY['notifications.digest', 'notifications.digest_item'] LOOP
    PERFORM common.guard(kept, 'false', '(SELECT common.task()) <> ''''');
    EXECUTE format('ALTER POLICY seen ON %s USING ((SELECT common.task()) <> '''')', kept);
  END LOOP;
END
$$;

ALTER TABLE notifications.notification DROP CONSTRAINT ck_notification_reason,
  ADD CONSTRAINT ck_notification_reason
    -- Besides: they watch it, or had to do with it.
    CHECK (reason IN ('told', 'involved', 'role', 'watching', 'participating', 'reads')),
  -- Its reader wants no such thing in the inbox: it lies in the archive from the start.
  ADD COLUMN by_mail_only boolean NOT NULL DEFAULT false;

-- What can be watched, as far as whoever asks sees it, what it is called and in which
-- programme it is.
CREATE VIEW api.watchable_v1 AS
SELECT 'organisation' AS object_type, o.id, NULL::uuid AS programme_id, o.name,
  NULL::jsonb AS title, NULL::text AS original_language
FROM api.organisation o
UNION ALL
SELECT 'partnership', m.id, NULL, m.name, NULL, NULL FROM api.partnership m
WHERE (SELECT common.reads_all()) OR m.id IN
  (SELECT api.partnerships_seen_by((SELECT common.reads()), (SELECT common.funds())))
UNION ALL
SELECT 'network', n.id, n.programme_id, NULL, n.name, n.original_language FROM api.network n
WHERE (SELECT common.reads_all()) OR n.id IN
  (SELECT api.networks_seen_by((SELECT common.reads()), (SELECT common.funds())))
UNION ALL
SELECT 'programme', g.id, g.id, NULL, g.title, g.original_language FROM api.programme g
WHERE (SELECT common.reads_all()) OR g.id IN
  (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))
UNION ALL
SELECT 'project', p.id, p.programme_id, NULL, p.title, p.original_language FROM api.project p
WHERE (SELECT common.reads_all()) OR p.id IN
  (SELECT api.projects_seen_by((SELECT common.reads()), (SELECT common.funds())));
GRANT SELECT ON api.watchable_v1 TO bromost_notifications;
REVOKE INSERT, UPDATE, DELETE ON api.watchable_v1 FROM bromost_api;
