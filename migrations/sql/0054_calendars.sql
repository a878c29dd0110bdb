-- Somebody's calendar may read by a secret address what they have to do: everywhere, or in
-- one programme. Of the address only a digest is kept.
CREATE TABLE notifications.calendar_feed (
  id uuid CONSTRAINT pk_calendar_feed PRIMARY KEY,
  account_id uuid NOT NULL,
  programme_id uuid,
  token_digest bytea NOT NULL CONSTRAINT uq_calendar_feed_token_digest UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  issued_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  CONSTRAINT uq_calendar_feed_account_id_programme_id
    UNIQUE NULLS NOT DISTINCT (account_id, programme_id)
);
-- What it said when it was last read, so that calendars learn what has changed since.
CREATE TABLE notifications.calendar_entry (
  feed_id uuid NOT NULL CONSTRAINT fk_calendar_entry_feed_id
    REFERENCES notifications.calendar_feed ON DELETE CASCADE,
  uid uuid NOT NULL,
  digest bytea NOT NULL,
  sequence integer NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_calendar_entry PRIMARY KEY (feed_id, uid)
);
SELECT common.guard('notifications.calendar_feed',
    'account_id = (SELECT common.acting_account())',
    'account_id = (SELECT common.acting_account())'),
  common.guard('notifications.calendar_entry',
    'EXISTS (SELECT FROM notifications.calendar_feed f WHERE f.id = feed_id'
      ' AND f.account_id = (SELECT common.acting_account()))',
    'EXISTS (SELECT FROM notifications.calendar_feed f WHERE f.id = feed_id'
      ' AND f.account_id = (SELECT common.acting_account()))');

-- Whose calendar an address is of, with what they may do now; nobody is signed in for it.
CREATE FUNCTION common.actor_of_calendar(digest bytea)
RETURNS TABLE (feed_id uuid, programme_id uuid, account_id uuid, locale text,
  roles text[], scopes uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT f.id, f.programme_id, a.id, a.locale, g.roles, g.scopes
FROM notifications.calendar_feed f JOIN api.account a ON a.id = f.account_id
CROSS JOIN LATERAL common.grants_of(a.id) g
WHERE f.token_digest = digest AND a.is_active
$$;
REVOKE EXECUTE ON FUNCTION common.actor_of_calendar(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION common.actor_of_calendar(bytea) TO bromost_notifications;
GRANT SELECT ON api.programme_directory_v1 TO bromost_notifications;
