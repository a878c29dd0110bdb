from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    Boolean,
    FromClause,
    Text,
    Uuid,
    column,
    func,
    insert,
    literal,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_notifications.programmes import require_managed

from .models import Announcement, AnnouncementRecipient

MAY = "announcement.write"
_NEWEST = Order("newest", [Key(Announcement.id, descending=True)])
_SHOWN = (
    Announcement.id,
    Announcement.programme_id,
    Announcement.audience,
    Announcement.network_id,
    Announcement.country_code,
    Announcement.roles,
    Announcement.title,
    Announcement.text,
    Announcement.original_language,
    Announcement.sent_at,
    Announcement.recipient_count,
    Announcement.version,
    Announcement.created_at,
    Announcement.updated_at,
)
_THINGS = table(
    "watchable_v1",
    column("object_type", Text()),
    column("id", Uuid()),
    column("programme_id", Uuid()),
    column("is_archived", Boolean()),
    schema="api",
)
_MAILED = text("SELECT notifications.announcement_mailed(:id)")


class Group(NamedTuple):
    """Whom an announcement goes to, however many they are."""

    programme_id: UUID
    audience: str
    network_id: UUID | None
    country_code: str | None
    roles: Sequence[str]


class Counted(NamedTuple):
    """How many they are, how many of them can be told, and how many be named."""

    people: int
    named: int
    without_account: int


class AnnouncementRepository:
    """Every query on announcements, and on whom they go to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def require(self, actor: Actor, programme_id: UUID) -> None:
        """Only who manages a programme knows what is announced in it."""
        await require_managed(self._session, actor, MAY, programme_id)

    async def is_archived(self, programme_id: UUID, network_id: UUID) -> bool | None:
        """Whether a network of the programme is; None if it has no such network."""
        found = select(_THINGS.c.is_archived).where(
            _THINGS.c.object_type == "network",
            _THINGS.c.id == network_id,
            _THINGS.c.programme_id == programme_id,
        )
        return await self._session.scalar(found)

    async def page(
        self, programme_id: UUID, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = select(*_SHOWN).where(Announcement.programme_id == programme_id)
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def one(
        self, programme_id: UUID, announcement_id: UUID, *, locked: bool = False
    ) -> Announcement | None:
        """`locked`: nobody else changes or sends it until this transaction ends."""
        statement = (
            select(Announcement)
            .where(
                Announcement.id == announcement_id,
                Announcement.programme_id == programme_id,
            )
            .execution_options(populate_existing=True)
        )
        if locked:
            statement = statement.with_for_update()
        return await self._session.scalar(statement)

    async def keep(self, announcement: Announcement) -> None:
        self._session.add(announcement)
        await self._session.flush()

    async def remove(self, announcement: Announcement) -> None:
        await self._session.delete(announcement)
        await self._session.flush()

    async def count(self, group: Group) -> Counted:
        who = _audience(group)
        told = who.c.account_id.is_not(None)
        counts = select(
            func.count(who.c.account_id),
            func.count().filter(told, who.c.is_named),
            func.count().filter(~told),
        )
        return Counted(*(await self._session.execute(counts)).one())

    async def names(self, group: Group, most: int) -> Sequence[AnyRow]:
        """The first of those whom the writer may see."""
        who = _audience(group)
        found = await self._session.execute(
            select(who.c.account_id, who.c.display_name)
            .where(who.c.account_id.is_not(None), who.c.is_named)
            .order_by(func.common.fold(who.c.display_name), who.c.account_id)
            .limit(most)
        )
        return found.all()

    async def fix_recipients(self, announcement_id: UUID, group: Group) -> int:
        """From here on it goes to these, whatever changes; how many they are."""
        who = _audience(group)
        chosen = select(literal(announcement_id, Uuid()), who.c.account_id).where(
            who.c.account_id.is_not(None)
        )
        names = ["announcement_id", "account_id"]
        # Counted by the statement: who is among them only the system reads.
        done = await self._session.execute(
            insert(AnnouncementRecipient).from_select(names, chosen)
        )
        return int(done.rowcount)  # type: ignore[attr-defined]  # of an INSERT

    async def mailed(self, announcement_id: UUID) -> int:
        return await self._session.scalar(_MAILED, {"id": announcement_id}) or 0


def _audience(group: Group) -> FromClause:
    return func.api.announcement_audience_v1(
        literal(group.programme_id, Uuid()),
        literal(group.audience, Text()),
        literal(group.network_id, Uuid()),
        literal(group.country_code, Text()),
        literal([*group.roles], ARRAY(Text())),
    ).table_valued(
        column("account_id", Uuid()),
        column("display_name", Text()),
        column("locale", Text()),
        column("is_named", Boolean()),
    )
