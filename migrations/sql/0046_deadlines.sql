-- How long after its end a period is to be reported, and how long whoever a value waits for
-- has: to review it, or to correct what was returned.
ALTER TABLE indicators.programme_rules
  ADD COLUMN days_to_report integer NOT NULL DEFAULT 30
    CONSTRAINT ck_programme_rules_days_to_report CHECK (days_to_report BETWEEN 0 AND 365),
  ADD COLUMN days_to_review integer NOT NULL DEFAULT 14
    CONSTRAINT ck_programme_rules_days_to_review CHECK (days_to_review BETWEEN 0 AND 365);
SELECT common.renew_history('indicators.programme_rules');

-- What is still to be done, as it stands now: one row for a person or for whoever holds one
-- of the roles there, for a project, for a day. What is done is no longer here, and what was
-- put off is here with another day. Nothing in it depends on the day it is read on, except
-- that an exception to a lock ends.
CREATE VIEW indicators.obligation_v1 AS
WITH owner AS (
  SELECT p.id, p.id AS project_id, p.programme_id, p.code, p.title, p.original_language
  FROM api.project_directory_v1 p WHERE NOT p.archived AND p.status IN ('planned', 'active')
  UNION ALL
  SELECT g.id, NULL, g.id, g.code, g.title, g.original_language FROM api.programme_directory_v1 g
), framework AS (
  SELECT o.*, coalesce(r.days_to_report, 30) AS days_to_report,
    coalesce(r.days_to_review, 14) AS days_to_review,
    coalesce(r.second_level, false) AS second_level,
    -- Who reports, and who reviews, where nobody is named.
    CASE WHEN o.project_id IS NULL THEN ARRAY['programme_manager']
      ELSE ARRAY['coordinator', 'contributor'] END AS reporters,
    ARRAY['administrator', 'approver', 'programme_manager'] AS reviewers,
    jsonb_build_object('code', o.code, 'title', o.title, 'original_language',
      o.original_language, 'is_of_programme', o.project_id IS NULL) AS params
  FROM owner o LEFT JOIN indicators.programme_rules r ON r.programme_id = o.programme_id
), live AS (
  SELECT i.id, i.baseline_state, d.kind, f.id AS owner_id
  FROM framework f JOIN indicators.result r ON r.project_id = f.project_id
  JOIN indicators.indicator i ON i.result_id = r.id
  JOIN indicators.definition_version d ON d.id = i.definition_version_id
  WHERE r.archived_at IS NULL AND i.archived_at IS NULL
  UNION ALL
  SELECT i.id, i.baseline_state, d.kind, f.id
  FROM framework f JOIN indicators.result r ON r.programme_id = f.id
  JOIN indicators.indicator i ON i.result_id = r.id
  JOIN indicators.definition_version d ON d.id = i.definition_version_id
  WHERE r.archived_at IS NULL AND i.archived_at IS NULL
), responsible AS (
  SELECT r.indicator_id, r.account_id FROM indicators.indicator_responsible r
  JOIN api.account_directory_v1 a ON a.id = r.account_id AND a.is_active
), newest AS (
  -- What was said last of a period, and of a place in it; and still waits for somebody.
  SELECT e.id, e.status, e.recorded_by, p.id AS period_id, l.owner_id,
    coalesce(s.at, e.recorded_at)::date AS since, s.account_id AS stepped_by
  FROM live l JOIN indicators.period p ON p.indicator_id = l.id
  JOIN indicators.entry e ON e.period_id = p.id
  LEFT JOIN LATERAL (SELECT t.at, t.account_id FROM indicators.entry_step t
    WHERE t.entry_id = e.id ORDER BY t.number DESC LIMIT 1) s ON true
  WHERE e.status IN ('submitted', 'verified', 'returned') AND NOT EXISTS (
    SELECT FROM indicators.entry later WHERE later.period_id = e.period_id
      AND later.place_id IS NOT DISTINCT FROM e.place_id AND later.number > e.number)
), duty AS (
  SELECT 'values_due' AS kind, f.id AS owner_id, p.ends_on + f.days_to_report AS due_on,
    r.account_id, f.reporters AS roles, NULL::uuid AS not_for
  FROM live l JOIN framework f ON f.id = l.owner_id
  JOIN indicators.period p ON p.indicator_id = l.id
  LEFT JOIN responsible r ON r.indicator_id = l.id
  WHERE l.kind <> 'formula'
    AND NOT EXISTS (SELECT FROM indicators.entry e WHERE e.period_id = p.id
      AND e.status IN ('submitted', 'verified', 'accepted'))
    AND NOT EXISTS (SELECT FROM newest n WHERE n.period_id = p.id)
    AND NOT EXISTS (SELECT FROM indicators.period_lock k
      WHERE (k.project_id = f.project_id OR k.programme_id = f.programme_id)
        AND k.starts_on <= p.ends_on AND k.ends_on >= p.starts_on
        AND NOT EXISTS (SELECT FROM indicators.lock_exception x WHERE x.lock_id = k.id
          AND x.until >= current_date
          AND (x.indicator_id IS NULL OR x.indicator_id = l.id)))
  UNION ALL
  SELECT 'values_returned', f.id, n.since + f.days_to_review, a.id, f.reporters, NULL
  FROM newest n JOIN framework f ON f.id = n.owner_id
  LEFT JOIN api.account_directory_v1 a ON a.id = n.recorded_by AND a.is_active
  WHERE n.status = 'returned'
  UNION ALL
  SELECT CASE WHEN f.second_level AND n.status = 'submitted' THEN 'values_to_verify'
      ELSE 'values_to_accept' END,
    f.id, n.since + f.days_to_review, NULL, f.reviewers,
    -- Who verified a value leaves it to another one to accept it.
    CASE WHEN f.second_level AND n.status = 'verified' THEN n.stepped_by END
  FROM newest n JOIN framework f ON f.id = n.owner_id
  WHERE n.status IN ('submitted', 'verified')
  UNION ALL
  SELECT 'baselines_missing', f.id, p.first_end + f.days_to_report, r.account_id,
    f.reporters, NULL
  FROM live l JOIN framework f ON f.id = l.owner_id
  JOIN LATERAL (SELECT min(p.ends_on) AS first_end FROM indicators.period p
    WHERE p.indicator_id = l.id) p ON p.first_end IS NOT NULL
  LEFT JOIN responsible r ON r.indicator_id = l.id
  WHERE l.kind <> 'formula' AND coalesce(l.baseline_state, 'not_collected') = 'not_collected'
)
SELECT d.kind, 'framework' AS object_type, f.id AS object_id, f.project_id, f.programme_id,
  d.due_on, NULL::date AS lapses_on, d.account_id, d.roles, d.not_for,
  count(*)::integer AS count, f.params
FROM duty d JOIN framework f ON f.id = d.owner_id
WHERE d.account_id IS NULL OR d.account_id = (SELECT common.acting_account())
  OR (SELECT common.reads_all())
GROUP BY d.kind, f.id, f.project_id, f.programme_id, d.due_on, d.account_id, d.roles,
  d.not_for, f.params
UNION ALL
SELECT 'contribution_unanswered', 'contribution_link', l.id, f.project_id, f.programme_id,
  l.expires_at::date, l.expires_at::date + 30, l.made_by, NULL, NULL, 1,
  f.params || jsonb_build_object('name', l.name)
FROM indicators.contribution_link l JOIN framework f ON f.project_id = l.project_id
WHERE l.handed_in_at IS NULL AND l.withdrawn_at IS NULL
  AND (l.made_by = (SELECT common.acting_account()) OR (SELECT common.reads_all()));

CREATE VIEW api.obligation_v1 AS
SELECT 'role_expiring' AS kind, 'role' AS object_type, r.id AS object_id,
  NULL::uuid AS project_id, NULL::uuid AS programme_id, r.valid_to AS due_on,
  r.valid_to AS lapses_on, r.account_id, NULL::text[] AS roles, NULL::uuid AS not_for,
  1 AS count,
  jsonb_build_object('role', r.role) || coalesce(
    (SELECT jsonb_build_object('title', p.title, 'original_language', p.original_language)
      FROM api.project p WHERE r.scope_type = 'project' AND p.id = r.scope_id),
    (SELECT jsonb_build_object('title', g.title, 'original_language', g.original_language)
      FROM api.programme g WHERE r.scope_type = 'programme' AND g.id = r.scope_id),
    (SELECT jsonb_build_object('name', o.name)
      FROM api.organisation o WHERE r.scope_type = 'organisation' AND o.id = r.scope_id),
    (SELECT jsonb_build_object('name', m.name)
      FROM api.partnership m WHERE r.scope_type = 'partnership' AND m.id = r.scope_id),
    '{}') AS params
FROM api.role_assignment r
-- A role for some days was given with its end in sight.
WHERE r.valid_to - r.valid_from > 14
  AND (r.account_id = (SELECT common.acting_account()) OR (SELECT common.reads_all()))
UNION ALL
SELECT 'invitation_expired', 'invitation', i.id, NULL, NULL, i.expires_at::date,
  i.expires_at::date + 30, i.invited_by, NULL, NULL, 1,
  jsonb_strip_nulls(jsonb_build_object('name', o.name))
FROM api.invitation i LEFT JOIN api.organisation o ON o.id = i.organisation_id
WHERE i.accepted_at IS NULL AND i.withdrawn_at IS NULL
  AND (i.invited_by = (SELECT common.acting_account()) OR (SELECT common.reads_all()))
UNION ALL
SELECT 'key_expiring', 'key', k.id, NULL, NULL, k.expires_at::date, k.expires_at::date + 30,
  k.account_id, NULL, NULL, 1, jsonb_build_object('name', k.name)
FROM api.machine k
WHERE k.revoked_at IS NULL
  AND (k.account_id = (SELECT common.acting_account()) OR (SELECT common.reads_all()))
UNION ALL
SELECT 'project_ending', 'project', d.id, d.id, d.programme_id, p.ends_on, NULL, NULL,
  ARRAY['coordinator', 'programme_manager'], NULL, 1,
  jsonb_build_object('code', d.code, 'title', d.title, 'original_language',
    d.original_language)
FROM api.project_directory_v1 d JOIN api.project p ON p.id = d.id
WHERE p.ends_on IS NOT NULL AND NOT d.archived AND d.status IN ('planned', 'active');

REVOKE INSERT, UPDATE, DELETE ON indicators.obligation_v1 FROM bromost_indicators;
REVOKE INSERT, UPDATE, DELETE ON api.obligation_v1 FROM bromost_api;
GRANT SELECT ON indicators.obligation_v1, api.obligation_v1 TO bromost_notifications;
GRANT USAGE ON SCHEMA indicators TO bromost_notifications;

-- When who is reminded of what: for the whole installation, and for programmes that laid
-- down something else. Of each kind the steps, as days before (negative) or after the day.
CREATE TABLE notifications.deadline_rules (
  id uuid CONSTRAINT pk_deadline_rules PRIMARY KEY,
  programme_id uuid,
  rules jsonb NOT NULL
    CONSTRAINT ck_deadline_rules_rules CHECK (jsonb_typeof(rules) = 'object'),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT uq_deadline_rules_programme_id UNIQUE NULLS NOT DISTINCT (programme_id)
);
-- That somebody was reminded; the key lets it happen once.
CREATE TABLE notifications.reminder (
  kind text NOT NULL,
  object_id uuid NOT NULL,
  due_on date NOT NULL,
  step integer NOT NULL,
  account_id uuid NOT NULL,
  sent_on date NOT NULL,
  CONSTRAINT pk_reminder PRIMARY KEY (account_id, kind, object_id, due_on, step)
);
CREATE INDEX ix_reminder_sent_on ON notifications.reminder (sent_on);
SELECT common.guard('notifications.deadline_rules',
    -- The defaults are for all who read anything.
    'programme_id IS NULL AND (cardinality((SELECT common.reads())) > 0'
      ' OR cardinality((SELECT common.funds())) > 0) OR programme_id IN'
      ' (SELECT api.programmes_seen_by((SELECT common.reads()), (SELECT common.funds())))',
    'programme_id IN (SELECT api.programmes_covered_by((SELECT common.writes())))'),
  common.guard('notifications.reminder', 'account_id = (SELECT common.acting_account())',
    'false');
INSERT INTO notifications.deadline_rules (id, rules)
SELECT '01a20000-0000-7000-8000-000000000046', jsonb_object_agg(kind, steps)
FROM (
  SELECT unnest(ARRAY['values_due', 'values_returned', 'values_to_verify',
      'values_to_accept', 'baselines_missing']) AS kind,
    jsonb_agg(jsonb_build_object('days', d, 'to', 'responsible') ORDER BY d)
      || '[{"days": 14, "to": "programme_manager"}]' AS steps
  FROM unnest(ARRAY[-30, -7, -1, 0, 1, 7]) d
  UNION ALL
  SELECT unnest(ARRAY['contribution_unanswered', 'key_expiring', 'project_ending']),
    jsonb_agg(jsonb_build_object('days', d, 'to', 'responsible') ORDER BY d)
  FROM unnest(ARRAY[-30, -7, -1]) d
) AS t;
