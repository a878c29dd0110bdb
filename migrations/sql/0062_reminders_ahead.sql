-- Whom the steps of reminders name from one day until another, on which day and of what. A
-- step whose day has come counts for the first day, and of several then only the last one.
-- `proposed` stands in for what is laid down: in `programme`, or without one as the default.
CREATE FUNCTION notifications.reminder_steps(
  programme uuid, proposed jsonb, today date, until date)
RETURNS TABLE (account_id uuid, kind text, object_id uuid, due_on date, days integer,
  told_on date, told_as text, count integer, params jsonb)
LANGUAGE sql STABLE ROWS 1000 SET search_path = pg_catalog AS
$$
WITH rule AS (
  SELECT r.programme_id, r.rules FROM notifications.deadline_rules r
  WHERE proposed IS NULL OR r.programme_id IS DISTINCT FROM programme
  UNION ALL SELECT programme, proposed WHERE proposed IS NOT NULL
), duty AS (
  -- Steps are sixty days before or after the day at most.
  SELECT * FROM indicators.obligation_v1 WHERE due_on BETWEEN today - 60 AND until + 60
  UNION ALL SELECT * FROM api.obligation_v1 WHERE due_on BETWEEN today - 60 AND until + 60
), step AS (
  SELECT d.kind, d.object_id, d.project_id, d.programme_id, d.due_on, d.account_id,
    d.roles, d.not_for, d.count, d.params, s."to",
    greatest(d.due_on + s.days, today) AS told_on, max(s.days) AS days
  FROM duty d
  JOIN rule base ON base.programme_id IS NULL
  LEFT JOIN rule own ON own.programme_id = d.programme_id
  CROSS JOIN LATERAL jsonb_to_recordset(
    coalesce(own.rules -> d.kind, base.rules -> d.kind)) AS s(days integer, "to" text)
  WHERE d.due_on + s.days <= until
    AND (programme IS NULL OR d.programme_id = programme)
    AND (d.lapses_on IS NULL OR d.lapses_on >= greatest(d.due_on + s.days, today))
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
), place AS MATERIALIZED (
  SELECT p.project_id, p.programme_id, api.scopes_seeing_v1(
    CASE WHEN p.project_id IS NULL THEN 'programme' ELSE 'project' END,
    coalesce(p.project_id, p.programme_id), NULL) AS scopes
  FROM (SELECT DISTINCT project_id, programme_id FROM step
    WHERE programme_id IS NOT NULL) p
)
SELECT a.id, s.kind, s.object_id, s.due_on, s.days, s.told_on, s."to", s.count, s.params
FROM step s JOIN api.account_directory_v1 a ON a.id = s.account_id AND a.is_active
WHERE s."to" = 'responsible' AND (s.programme_id IS NULL OR EXISTS (
  SELECT FROM place p JOIN api.account_grant_v1 g
    ON g.scope_id IS NULL OR g.scope_id = ANY (p.scopes)
  WHERE g.account_id = a.id AND p.programme_id = s.programme_id
    AND p.project_id IS NOT DISTINCT FROM s.project_id))
UNION
SELECT g.account_id, s.kind, s.object_id, s.due_on, s.days, s.told_on, s."to", s.count, s.params
FROM step s JOIN place p ON p.programme_id = s.programme_id
  AND p.project_id IS NOT DISTINCT FROM s.project_id
JOIN api.account_grant_v1 g ON g.role = ANY (CASE s."to"
    WHEN 'responsible' THEN s.roles
    WHEN 'project_coordinator' THEN ARRAY['coordinator']
    ELSE ARRAY['programme_manager'] END)
  AND (g.scope_id IS NULL OR g.scope_id = ANY (p.scopes))
WHERE NOT (s."to" = 'responsible' AND s.account_id IS NOT NULL)
  AND g.account_id IS DISTINCT FROM s.not_for
$$;
REVOKE EXECUTE ON FUNCTION notifications.reminder_steps(uuid, jsonb, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notifications.reminder_steps(uuid, jsonb, date, date)
  TO bromost_notifications;

-- How many messages that would be, and to how many people: of each kind and each of those
-- whom the steps name, and altogether. For whoever manages the programme, or everything; who
-- the people are, and what they have to do, stays behind the count. The reach is set and put
-- back inside: only a superuser may lay such a setting down with a function.
CREATE FUNCTION notifications.reminders_ahead(
  programme uuid, proposed jsonb, today date, until date)
RETURNS TABLE (kind text, told_as text, messages integer, people integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 25 SET search_path = pg_catalog AS
$$
#variable_conflict use_column
DECLARE
  reads CONSTANT text := coalesce(current_setting('bromost.reads', true), '');
BEGIN
  IF NOT common.writes_all() AND (programme IS NULL OR programme NOT IN (
    SELECT api.programmes_covered_by(common.writes()))) THEN
    RETURN;
  END IF;
  PERFORM set_config('bromost.reads', '*', true);
  RETURN QUERY
  SELECT s.kind, s.told_as, count(DISTINCT (s.account_id, s.kind, s.told_on))::integer,
    count(DISTINCT s.account_id)::integer
  FROM notifications.reminder_steps(programme, proposed, today, until) s
  WHERE NOT EXISTS (SELECT FROM notifications.reminder r
    WHERE r.account_id = s.account_id AND r.kind = s.kind AND r.object_id = s.object_id
      AND r.due_on = s.due_on AND r.step = s.days)
  GROUP BY GROUPING SETS ((s.kind, s.told_as), ());
  PERFORM set_config('bromost.reads', reads, true);
END
$$;
REVOKE EXECUTE ON FUNCTION notifications.reminders_ahead(uuid, jsonb, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notifications.reminders_ahead(uuid, jsonb, date, date)
  TO bromost_notifications;

-- What came since an inbox was last looked at; what was read was seen.
CREATE INDEX ix_notification_unseen ON notifications.notification (account_id, id)
  WHERE seen_at IS NULL AND read_at IS NULL AND archived_at IS NULL AND snoozed_until IS NULL;
