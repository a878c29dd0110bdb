from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import (
    AnyRow,
    AnySelect,
    Key,
    Order,
    PageRequest,
    fetch_page,
)
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result

from .models import Entry

NEWEST_FIRST = Order("-number", [Key(Entry.number, descending=True)])


class EntryRepository:
    """Every query on entries; there is none that changes one."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def period(self, period_id: UUID, *, visible_to: Actor) -> Period | None:
        return await self._session.scalar(
            select(Period)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Period.id == period_id,
                visible_results(visible_to, Result),
            )
        )

    async def page(
        self, period_id: UUID, wanted: PageRequest
    ) -> tuple[list[AnyRow], str | None, int | None]:
        statement: AnySelect = (
            select(
                Entry.id.label("entry_id"),
                Entry.number,
                Entry.value,
                Entry.state,
                Entry.comment,
                Entry.recorded_by,
                Entry.recorded_at,
                ACCOUNTS.c.display_name.label("recorder"),
            )
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == Entry.recorded_by)
            .where(Entry.period_id == period_id)
        )
        rows, cursor, total = await fetch_page(
            self._session, statement, NEWEST_FIRST, wanted
        )
        return list(rows), cursor, total

    async def append(self, entry: Entry) -> None:
        """Number it after the newest; the caller holds the period's lock."""
        newest = await self._session.scalar(
            select(func.max(Entry.number)).where(Entry.period_id == entry.period_id)
        )
        entry.number = (newest or 0) + 1
        self._session.add(entry)
        await self._session.flush()
