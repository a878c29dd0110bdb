from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Date, Integer, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROGRAMMES

from .models import DeadlineRules

# Of each obligation and each of those whom its steps name, the last step whose day has
# come: after days without a scan there is one reminder, not one for each step. Who was
# told of a kind today hears of the rest tomorrow.
_REMIND = text(
    """
WITH duty AS (
  SELECT * FROM indicators.obligation_v1 WHERE due_on BETWEEN :since AND :until
  UNION ALL SELECT * FROM api.obligation_v1 WHERE due_on BETWEEN :since AND :until
), step AS (
  SELECT d.kind, d.object_id, d.project_id, d.programme_id, d.due_on, d.account_id,
    d.roles, d.not_for, d.count, d.params, s."to", max(s.days) AS days
  FROM duty d
  JOIN notifications.deadline_rules base ON base.programme_id IS NULL
  LEFT JOIN notifications.deadline_rules own ON own.programme_id = d.programme_id
  CROSS JOIN LATERAL jsonb_to_recordset(
    coalesce(own.rules -> d.kind, base.rules -> d.kind)) AS s(days integer, "to" text)
  WHERE d.due_on + s.days <= :today
    AND (d.lapses_on IS NULL OR d.lapses_on >= :today)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
), place AS MATERIALIZED (
  SELECT p.project_id, p.programme_id, api.scopes_seeing_v1(
    CASE WHEN p.project_id IS NULL THEN 'programme' ELSE 'project' END,
    coalesce(p.project_id, p.programme_id), NULL) AS scopes
  FROM (SELECT DISTINCT project_id, programme_id FROM step
    WHERE programme_id IS NOT NULL) p
), told AS (
  SELECT s.kind, s.object_id, s.due_on, s.days, s.count, s.params, a.id AS account_id
  FROM step s JOIN api.account_directory_v1 a ON a.id = s.account_id AND a.is_active
  WHERE s."to" = 'responsible' AND (s.programme_id IS NULL OR EXISTS (
    SELECT FROM place p JOIN api.account_grant_v1 g
      ON g.scope_id IS NULL OR g.scope_id = ANY (p.scopes)
    WHERE g.account_id = a.id AND p.programme_id = s.programme_id
      AND p.project_id IS NOT DISTINCT FROM s.project_id))
  UNION ALL
  SELECT s.kind, s.object_id, s.due_on, s.days, s.count, s.params, g.account_id
  FROM step s JOIN place p ON p.programme_id = s.programme_id
    AND p.project_id IS NOT DISTINCT FROM s.project_id
  JOIN api.account_grant_v1 g ON g.role = ANY (CASE s."to"
      WHEN 'responsible' THEN s.roles
      WHEN 'project_coordinator' THEN ARRAY['coordinator']
      ELSE ARRAY['programme_manager'] END)
    AND (g.scope_id IS NULL OR g.scope_id = ANY (p.scopes))
  WHERE NOT (s."to" = 'responsible' AND s.account_id IS NOT NULL)
    AND g.account_id IS DISTINCT FROM s.not_for
), fresh AS (
  SELECT t.account_id, t.kind, t.object_id, t.due_on, t.days,
    sum(t.count)::integer AS count, min(t.params::text)::jsonb AS params
  FROM (SELECT DISTINCT * FROM told) t
  WHERE NOT EXISTS (SELECT FROM notifications.reminder r
      WHERE r.account_id = t.account_id AND r.kind = t.kind
        AND r.object_id = t.object_id AND r.due_on = t.due_on AND r.step = t.days)
    AND NOT EXISTS (SELECT FROM notifications.reminder r
      WHERE r.account_id = t.account_id AND r.kind = t.kind AND r.sent_on = :today)
  GROUP BY 1, 2, 3, 4, 5
), now_told AS (
  SELECT * FROM fresh WHERE account_id IN (
    SELECT DISTINCT account_id FROM fresh ORDER BY account_id LIMIT :people)
), kept AS (
  INSERT INTO notifications.reminder
    (account_id, kind, object_id, due_on, step, sent_on)
  SELECT account_id, kind, object_id, due_on, days, :today FROM now_told
  ON CONFLICT DO NOTHING RETURNING account_id, kind, object_id, due_on, step
)
SELECT n.account_id, n.kind, n.object_id, n.due_on, n.count, n.params
FROM now_told n JOIN kept k ON k.account_id = n.account_id AND k.kind = n.kind
  AND k.object_id = n.object_id AND k.due_on = n.due_on AND k.step = n.days
ORDER BY n.account_id, n.kind, n.due_on, n.object_id
"""
).bindparams(
    bindparam("today", type_=Date()),
    bindparam("since", type_=Date()),
    bindparam("until", type_=Date()),
    bindparam("people", type_=Integer()),
)
# Several scans at once go one after another, each seeing what the one before told.
_ONE_AT_A_TIME = text(
    "SELECT pg_advisory_xact_lock(hashtext('notifications.deadlines'))"
)


class DeadlineRepository:
    """Every query on rules, and on who was reminded."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def wait_for_others(self) -> None:
        await self._session.execute(_ONE_AT_A_TIME)

    async def remind(
        self, today: date, since: date, until: date, people: int
    ) -> Sequence[AnyRow]:
        """What some people are to be told now; from here on they were."""
        days = {"today": today, "since": since, "until": until}
        return (await self._session.execute(_REMIND, {**days, "people": people})).all()

    async def rules(self, programme_id: UUID | None) -> DeadlineRules | None:
        return await self._session.scalar(
            select(DeadlineRules)
            .where(DeadlineRules.programme_id.is_not_distinct_from(programme_id))
            .execution_options(populate_existing=True)
        )

    async def keep(self, rules: DeadlineRules) -> None:
        self._session.add(rules)
        await self._session.flush()

    async def require(self, actor: Actor, permission: str, programme_id: UUID) -> None:
        await PROGRAMMES.require(self._session, actor, permission, programme_id)
