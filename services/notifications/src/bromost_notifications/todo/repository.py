from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Integer, Text, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

# What the services publish, and of it what is this person's: named, or by a role that
# is held where the object is. Rows that several reasons bring are one thing.
_MINE = (
    text(
        """
WITH held AS (
  SELECT g.role, array_agg(g.scope) FILTER (WHERE g.scope IS NOT NULL) AS scopes,
    bool_or(g.scope IS NULL) AS everywhere
  FROM unnest(:roles, :scopes) AS g(role, scope) GROUP BY g.role
), covered AS (
  SELECT h.role, c.id FROM held h CROSS JOIN LATERAL (
    SELECT api.projects_covered_by(h.scopes) AS id
    UNION ALL SELECT api.programmes_covered_by(h.scopes)) c
  WHERE NOT h.everywhere
), duty AS (
  SELECT * FROM indicators.obligation_v1 WHERE due_on <= :until
  UNION ALL SELECT * FROM api.obligation_v1 WHERE due_on <= :until
)
SELECT d.kind, d.object_type, d.object_id, d.project_id, d.programme_id, d.due_on,
  sum(d.count)::integer AS count, min(d.params::text)::jsonb AS params
FROM duty d
WHERE (d.lapses_on IS NULL OR d.lapses_on >= :today)
  AND d.not_for IS DISTINCT FROM :me
  AND (d.account_id = :me OR d.account_id IS NULL AND (
    EXISTS (SELECT FROM held h WHERE h.everywhere AND h.role = ANY (d.roles))
    OR EXISTS (SELECT FROM covered c WHERE c.role = ANY (d.roles)
      AND c.id = coalesce(d.project_id, d.programme_id))))
GROUP BY d.kind, d.object_type, d.object_id, d.project_id, d.programme_id, d.due_on
"""
    )
    .bindparams(
        bindparam("roles", type_=ARRAY(Text())),
        bindparam("scopes", type_=ARRAY(Uuid())),
        bindparam("me", type_=Uuid()),
        bindparam("today", type_=Date()),
        bindparam("until", type_=Date()),
    )
    .columns(
        kind=Text(),
        object_type=Text(),
        object_id=Uuid(),
        project_id=Uuid(),
        programme_id=Uuid(),
        due_on=Date(),
        count=Integer(),
        params=JSONB(),
    )
    .subquery("mine")
)
_SOONEST = Order(
    "due_on", [Key(_MINE.c[name]) for name in ("due_on", "kind", "object_id")]
)


class TodoRepository:
    """What the services say is to be done, and of it what is somebody's."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest, today: date, until: date, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        mine = select(_MINE).params(_who(visible_to, today, until))
        return await fetch_page(self._session, mine, _SOONEST, wanted)

    async def some(
        self,
        since: date,
        until: date,
        *,
        today: date,
        programme_id: UUID | None,
        most: int,
        visible_to: Actor,
    ) -> Sequence[AnyRow]:
        """What is due between two days, in one programme if it is named."""
        wanted = select(_MINE).where(_MINE.c.due_on >= since)
        if programme_id is not None:
            wanted = wanted.where(_MINE.c.programme_id == programme_id)
        keys = [key.column for key in _SOONEST.keys]
        found = await self._session.execute(
            wanted.order_by(*keys).limit(most).params(_who(visible_to, today, until))
        )
        return found.all()

    async def days(
        self, today: date, until: date, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """How many things are to be done by each day."""
        found = await self._session.execute(
            select(_MINE.c.due_on, func.count().label("things"))
            .group_by(_MINE.c.due_on)
            .params(_who(visible_to, today, until))
        )
        return found.all()


def _who(actor: Actor, today: date, until: date) -> dict[str, Any]:
    return {
        "me": actor.account_id,
        "roles": [grant.role.value for grant in actor.grants],
        "scopes": [grant.scope_id for grant in actor.grants],
        "today": today,
        "until": until,
    }
