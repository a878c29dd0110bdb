from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Uuid, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page

from .models import READS

_NEWEST = Order("newest", [Key(READS.c.position, descending=True)])
_READERS = text(
    "SELECT place, roles, organisations FROM common.readers_of_oneself(:places)"
).bindparams(bindparam("places", type_=ARRAY(BigInteger())))
_NAMES = text(
    "SELECT id, display_name AS name FROM api.account_directory_v1"
    " WHERE id = ANY (:ids)"
    " UNION ALL SELECT id, name FROM api.contact_person WHERE id = ANY (:ids)"
).bindparams(bindparam("ids", type_=ARRAY(Uuid())))


class ReadFilters(NamedTuple):
    """What a list of reads is narrowed to."""

    reader_id: UUID | None = None
    person_id: UUID | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class ReadsRepository:
    """Every query on who saw personal data."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest, filters: ReadFilters, *, visible_to: Actor
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        # The log is one for the whole installation.
        assert visible_to.reach("audit.read").everywhere
        statement = select(*READS.c).where(*_conditions(filters))
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def about(
        self, wanted: PageRequest, person: UUID
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = select(*READS.c).where(READS.c.people.contains([person]))
        return await fetch_page(self._session, statement, _NEWEST, wanted)

    async def readers(self, places: Sequence[int]) -> dict[int, AnyRow]:
        """As whom the acting person's data were seen, by the reads' places."""
        found = await self._session.execute(_READERS, {"places": list(places)})
        return {row.place: row for row in found}

    async def names(self, ids: Iterable[UUID]) -> dict[UUID, str]:
        found = await self._session.execute(_NAMES, {"ids": sorted(set(ids))})
        return {row.id: row.name for row in found}


def _conditions(filters: ReadFilters) -> Iterable[ColumnElement[bool]]:
    if filters.reader_id is not None:
        yield READS.c.reader_id == filters.reader_id
    if filters.person_id is not None:
        yield READS.c.people.contains([filters.person_id])
    if filters.action is not None:
        yield READS.c.action == filters.action
    if filters.since is not None:
        yield READS.c.at >= filters.since
    if filters.until is not None:
        yield READS.c.at < filters.until
