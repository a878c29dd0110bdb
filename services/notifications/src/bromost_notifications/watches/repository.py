from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Text, Uuid, column, func, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_notifications.preferences.models import Watch

_WATCHABLE = table(
    "watchable_v1",
    column("object_type", Text()),
    column("id", Uuid()),
    column("name", Text()),
    column("title", JSONB()),
    column("original_language", Text()),
    schema="api",
)
_NAMED = (_WATCHABLE.c.name, _WATCHABLE.c.title, _WATCHABLE.c.original_language)
_NEWEST = Order(
    "newest",
    [Key(Watch.updated_at, descending=True), Key(Watch.object_id, descending=True)],
)
_THING = text(
    "SELECT t.name, t.title, t.original_language,"
    " api.scopes_seeing_v1(t.object_type, t.id, NULL) AS scopes,"
    " w.level, w.is_manual, w.object_id <> t.id AS is_of_programme"
    " FROM api.watchable_v1 t"
    " LEFT JOIN LATERAL (SELECT o.* FROM notifications.watch o"
    "  WHERE o.account_id = :me AND o.object_id IN (t.id, t.programme_id)"
    "  ORDER BY o.object_id <> t.id LIMIT 1) w ON true"
    " WHERE t.object_type = :type AND t.id = :id"
).columns(
    name=Text(),
    title=JSONB(),
    original_language=Text(),
    scopes=ARRAY(Uuid()),
    level=Text(),
    is_manual=Boolean(),
    is_of_programme=Boolean(),
)


class Thing(NamedTuple):
    """Something that can be watched, and what whoever asks said of it."""

    name: str | None
    title: dict[str, str] | None
    original_language: str | None
    # Who holds a role in one of these reads of it.
    scopes: Sequence[UUID] | None
    level: str | None
    is_manual: bool | None
    is_of_programme: bool | None


class WatchRepository:
    """Every query on what somebody watches."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """What is no longer seen is not told of either."""
        watched = (
            select(
                Watch.object_type,
                Watch.object_id,
                Watch.level,
                Watch.is_manual,
                Watch.updated_at,
                *_NAMED,
            )
            .join(
                _WATCHABLE,
                (_WATCHABLE.c.id == Watch.object_id)
                & (_WATCHABLE.c.object_type == Watch.object_type),
            )
            .where(Watch.account_id == visible_to.account_id)
        )
        return await fetch_page(self._session, watched, _NEWEST, wanted)

    async def get(
        self, object_type: str, object_id: UUID, *, visible_to: Actor
    ) -> Thing | None:
        found = await self._session.execute(
            _THING,
            {"me": visible_to.account_id, "type": object_type, "id": object_id},
        )
        row = found.one_or_none()
        return None if row is None else Thing(*row)

    async def set(
        self, account_id: UUID, object_type: str, object_id: UUID, level: str
    ) -> None:
        values = {"level": level, "is_manual": True, "updated_at": func.now()}
        await self._session.execute(
            upsert(Watch)
            .values(
                account_id=account_id,
                object_id=object_id,
                object_type=object_type,
                **values,
            )
            .on_conflict_do_update(constraint="pk_watch", set_=values)
        )
