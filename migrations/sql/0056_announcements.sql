-- What whoever manages a programme tells a chosen group of people; a draft until it is sent.
CREATE TABLE notifications.announcement (
  id uuid CONSTRAINT pk_announcement PRIMARY KEY,
  -- Of the registry, as the network is: another schema, hence no foreign key.
  programme_id uuid NOT NULL,
  audience text NOT NULL CONSTRAINT ck_announcement_audience
    CHECK (audience IN ('network', 'projects', 'roles')),
  network_id uuid,
  country_code text CONSTRAINT ck_announcement_country_code CHECK (country_code ~ '^[A-Z]{2}$'),
  -- None of them is all of them.
  roles text[] NOT NULL DEFAULT '{}',
  title jsonb NOT NULL CONSTRAINT ck_announcement_title
    CHECK (jsonb_typeof(title) = 'object' AND title <> '{}'),
  text jsonb NOT NULL CONSTRAINT ck_announcement_text
    CHECK (jsonb_typeof(text) = 'object' AND text <> '{}'),
  original_language text NOT NULL CONSTRAINT ck_announcement_original_language
    CHECK (original_language IN ('en', 'nb', 'bs', 'pl')),
  sent_by uuid,
  sent_at timestamptz,
  -- To how many it went; and to how many of them by mail, once no more will leave.
  recipient_count integer
    CONSTRAINT ck_announcement_recipient_count CHECK (recipient_count > 0),
  mailed_count integer,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ck_announcement_of_network CHECK ((audience = 'network') = (network_id IS NOT NULL)),
  CONSTRAINT ck_announcement_of_country CHECK (audience = 'projects' OR country_code IS NULL),
  CONSTRAINT ck_announcement_of_roles CHECK (audience = 'roles' OR roles = '{}'),
  CONSTRAINT ck_announcement_sent CHECK ((sent_at IS NULL) = (recipient_count IS NULL)
    AND (sent_at IS NULL) = (sent_by IS NULL))
);
CREATE INDEX ix_announcement_programme_id ON notifications.announcement (programme_id, id);
CREATE INDEX ix_announcement_unsettled ON notifications.announcement (sent_at)
  WHERE sent_at IS NOT NULL AND mailed_count IS NULL;

-- Whom it goes to, fixed when it is sent; without an event they are still to be told.
CREATE TABLE notifications.announcement_recipient (
  announcement_id uuid NOT NULL CONSTRAINT fk_announcement_recipient_announcement_id
    REFERENCES notifications.announcement ON DELETE CASCADE,
  account_id uuid NOT NULL,
  event_id uuid,
  added_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_announcement_recipient PRIMARY KEY (announcement_id, account_id)
);
CREATE INDEX ix_announcement_recipient_account_id
  ON notifications.announcement_recipient (account_id);
CREATE INDEX ix_announcement_recipient_waiting
  ON notifications.announcement_recipient (announcement_id, account_id) WHERE event_id IS NULL;

DO $$
DECLARE
  managed CONSTANT text :=
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))';
BEGIN
  PERFORM common.guard('notifications.announcement', managed, managed);
  -- Who is among them only the system reads; whoever sends it says who they are.
  PERFORM common.guard('notifications.announcement_recipient', 'false',
    'EXISTS (SELECT FROM notifications.announcement a'
      ' WHERE a.id = announcement_id AND a.' || managed || ')');
END
$$;

-- Whom an announcement of a programme goes to, for whoever manages the programme: people who
-- hold a role in what was chosen or in an organisation that is part of it, who work for one
-- or are named as its contact persons; themselves excepted. `is_named` says whether they may
-- see that somebody is there. A row without an account is a contact person without one.
CREATE FUNCTION api.announcement_audience_v1(
  programme uuid, audience text, network uuid, country text, wanted text[])
RETURNS TABLE (account_id uuid, display_name text, locale text, is_named boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog AS
$$
WITH frame AS MATERIALIZED (
  SELECT g.id FROM api.programme g WHERE g.id = programme AND ((SELECT common.writes_all())
    OR g.id IN (SELECT api.programmes_covered_by((SELECT common.writes()))))
), circle AS (
  SELECT n.id, n.lead_organisation_id FROM api.network n JOIN frame f ON f.id = n.programme_id
  WHERE n.archived_at IS NULL
    AND ((audience = 'network' AND n.id = network) OR audience = 'roles')
), work AS MATERIALIZED (
  SELECT p.id FROM api.project p JOIN frame f ON f.id = p.programme_id
  WHERE p.archived_at IS NULL AND audience IN ('projects', 'roles') AND (country IS NULL
    OR EXISTS (SELECT FROM api.project_country c
      WHERE c.project_id = p.id AND c.country_code = country))
), bond AS (
  SELECT DISTINCT l.partnership_id AS id FROM api.project_partnership l
  JOIN work w ON w.id = l.project_id WHERE audience = 'projects'
), house AS MATERIALIZED (
  SELECT m.organisation_id AS id FROM api.network_member m JOIN circle c ON c.id = m.network_id
  WHERE audience = 'network' AND m.joined_on <= current_date
    AND (m.left_on IS NULL OR m.left_on >= current_date)
  UNION SELECT c.lead_organisation_id FROM circle c
    WHERE audience = 'network' AND c.lead_organisation_id IS NOT NULL
  -- Who pays and who administers is no partner.
  UNION SELECT r.organisation_id FROM api.project_role r JOIN work w ON w.id = r.project_id
    WHERE audience = 'projects' AND r.role NOT IN ('funder', 'manager')
  UNION SELECT m.organisation_id FROM api.partnership_member m
    JOIN bond b ON b.id = m.partnership_id WHERE m.left_on IS NULL OR m.left_on >= current_date
), place AS MATERIALIZED (
  SELECT id FROM circle UNION SELECT id FROM work UNION SELECT id FROM bond
  UNION SELECT id FROM house UNION SELECT id FROM frame WHERE audience = 'roles'
), own AS MATERIALIZED (
  SELECT s AS id FROM api.scopes_covered_by((SELECT common.writes())) s
), person AS (
  SELECT r.account_id, r.scope_id AS seen_in FROM api.role_assignment r
  WHERE r.scope_id IN (SELECT id FROM place) AND r.valid_from <= current_date
    AND (r.valid_to IS NULL OR r.valid_to >= current_date)
    AND (wanted = '{}' OR r.role = ANY (wanted))
  UNION ALL
  SELECT m.account_id, m.organisation_id FROM api.membership m JOIN house h ON h.id = m.organisation_id
  WHERE m.joined_on <= current_date AND (m.left_on IS NULL OR m.left_on >= current_date)
  UNION ALL
  SELECT c.account_id, c.organisation_id FROM api.contact_person c
  JOIN house h ON h.id = c.organisation_id
  WHERE c.valid_from <= current_date AND (c.valid_to IS NULL OR c.valid_to >= current_date)
    AND c.account_id IS NOT NULL
)
SELECT a.id, a.display_name, a.locale,
  (SELECT common.writes_all()) OR bool_or(p.seen_in IN (SELECT id FROM own))
FROM person p JOIN api.account a ON a.id = p.account_id
WHERE a.is_active AND a.id IS DISTINCT FROM (SELECT common.acting_account())
GROUP BY a.id
UNION ALL
SELECT NULL, NULL, c.language, false FROM api.contact_person c JOIN house h ON h.id = c.organisation_id
WHERE c.account_id IS NULL AND c.valid_from <= current_date
  AND (c.valid_to IS NULL OR c.valid_to >= current_date)
$$;
REVOKE EXECUTE ON FUNCTION api.announcement_audience_v1(uuid, text, uuid, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.announcement_audience_v1(uuid, text, uuid, text, text[])
  TO bromost_notifications;

-- To how many of them it was handed over by mail, by itself or in a digest; for whoever
-- manages its programme.
CREATE FUNCTION notifications.announcement_mailed(announcement uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$
SELECT count(*)::integer
FROM notifications.announcement a
JOIN notifications.announcement_recipient r ON r.announcement_id = a.id
JOIN notifications.notification n ON n.event_id = r.event_id AND n.account_id = r.account_id
WHERE a.id = announcement AND ((SELECT common.writes_all())
    OR a.programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes()))))
  AND (EXISTS (SELECT FROM notifications.delivery d
      WHERE d.source_kind = 'event' AND d.source_id = r.event_id AND d.channel = 'email'
        AND d.target_id = r.account_id AND d.state = 'delivered')
    OR EXISTS (SELECT FROM notifications.digest g
      JOIN notifications.digest_item i ON i.digest_id = g.id AND i.notification_id = n.id
      JOIN notifications.delivery d ON d.source_kind = 'digest' AND d.source_id = g.id
        AND d.channel = 'email' AND d.target_id = r.account_id AND d.state = 'delivered'
      WHERE g.account_id = r.account_id AND g.channel = 'email'
        -- What was read before is in no mail.
        AND (n.read_at IS NULL OR n.read_at >= d.ended_at)))
$$;
REVOKE EXECUTE ON FUNCTION notifications.announcement_mailed(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notifications.announcement_mailed(uuid) TO bromost_notifications;
