from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Uuid, bindparam, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROGRAMMES

from .models import DeadlineRules

# After days without a scan there is one reminder, not one for each step. Who was told
# of a kind today hears of the rest tomorrow.
_REMIND = text(
    """
WITH fresh AS (
  SELECT t.account_id, t.kind, t.object_id, t.due_on, t.days,
    sum(t.count)::integer AS count, min(t.params::text)::jsonb AS params
  -- Whom two steps of a day name hears once.
  FROM (SELECT DISTINCT account_id, kind, object_id, due_on, days, count, params
    FROM notifications.reminder_steps(NULL, NULL, :today, :today)) t
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
).bindparams(bindparam("today", type_=Date()), bindparam("people", type_=Integer()))
_AHEAD = text(
    "SELECT kind, told_as, messages, people"
    " FROM notifications.reminders_ahead(:programme_id, :rules, :today, :until)"
    " ORDER BY kind, told_as"
).bindparams(
    bindparam("programme_id", type_=Uuid()),
    bindparam("rules", type_=JSONB()),
    bindparam("today", type_=Date()),
    bindparam("until", type_=Date()),
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

    async def remind(self, today: date, people: int) -> Sequence[AnyRow]:
        """What some people are to be told now; from here on they were."""
        found = await self._session.execute(_REMIND, {"today": today, "people": people})
        return found.all()

    async def ahead(
        self,
        programme_id: UUID | None,
        rules: dict[str, Any],
        today: date,
        until: date,
    ) -> Sequence[AnyRow]:
        """How many would be told by these rules; the row without a kind is all."""
        asked = {"programme_id": programme_id, "rules": rules}
        found = await self._session.execute(
            _AHEAD, {**asked, "today": today, "until": until}
        )
        return found.all()

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
