from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page

from .models import EVENTS, PEOPLE, SEALS

_NEWEST = Order("newest", [Key(EVENTS.c.position, descending=True)])
CHECK = "audit.check"
_SEAL = text("SELECT common.seal_audit()")
_UNSEALED = text(
    "SELECT count(*) FROM common.audit_event WHERE position >= coalesce("
    "(SELECT upper(positions) FROM common.audit_seal ORDER BY number DESC LIMIT 1), 0)"
)

# Changes as text: a figure in them must not become a float.
_COLUMNS = [cast(c, Text).label(c.name) if c.name == "changes" else c for c in EVENTS.c]


class Filters(NamedTuple):
    """What a list of events is narrowed to."""

    actor_id: UUID | None = None
    action: str | None = None
    kind: str | None = None
    outcome: str | None = None
    object_type: str | None = None
    object_id: UUID | None = None
    request_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


class AuditRepository:
    """Every query on the audit log."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest, filters: Filters, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        return await fetch_page(
            self._session, self._visible(visible_to, filters), _NEWEST, wanted
        )

    async def newest(
        self, most: int, filters: Filters, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        statement = (
            self._visible(visible_to, filters)
            .order_by(EVENTS.c.position.desc())
            .limit(most)
        )
        return (await self._session.execute(statement)).all()

    async def get(self, position: int, *, visible_to: Actor) -> AnyRow | None:
        statement = self._visible(visible_to, Filters()).where(
            EVENTS.c.position == position
        )
        return (await self._session.execute(statement)).one_or_none()

    async def newest_seal(self) -> AnyRow | None:
        statement = select(*SEALS.c).order_by(SEALS.c.number.desc()).limit(1)
        return (await self._session.execute(statement)).one_or_none()

    async def unsealed(self) -> int:
        """How many events came after the newest seal."""
        return int(await self._session.scalar(_UNSEALED) or 0)

    async def seal(self) -> None:
        await self._session.execute(_SEAL)

    async def last_check(self) -> AnyRow | None:
        statement = (
            select(EVENTS.c.at, EVENTS.c.outcome, EVENTS.c.reason)
            .where(EVENTS.c.kind == "job", EVENTS.c.action == CHECK)
            .order_by(EVENTS.c.position.desc())
            .limit(1)
        )
        return (await self._session.execute(statement)).one_or_none()

    @staticmethod
    def _visible(actor: Actor, filters: Filters) -> AnySelect:
        # The log is one for the whole installation; the only place that decides it.
        assert actor.reach("audit.read").everywhere
        return (
            select(*_COLUMNS, PEOPLE.c.display_name)
            .join(PEOPLE, PEOPLE.c.id == EVENTS.c.actor_id, isouter=True)
            .where(*_conditions(filters))
        )


def _conditions(filters: Filters) -> Iterable[ColumnElement[bool]]:
    equal: dict[Any, Any] = {
        EVENTS.c.actor_id: filters.actor_id,
        EVENTS.c.action: filters.action,
        EVENTS.c.kind: filters.kind,
        EVENTS.c.outcome: filters.outcome,
        EVENTS.c.object_type: filters.object_type,
        EVENTS.c.object_id: filters.object_id,
        EVENTS.c.request_id: filters.request_id,
    }
    yield from (column == value for column, value in equal.items() if value is not None)
    if filters.since is not None:
        yield EVENTS.c.at >= filters.since
    if filters.until is not None:
        yield EVENTS.c.at < filters.until
