from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.auth import Actor
from bromost_common.db import Base
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

from .models import Entry, EntryCell, EntryEvidence, EntryStep

IN_ORDER = Order("number", [Key(EntryStep.number)])
NEWEST_FIRST = Order("-number", [Key(Entry.number, descending=True)])


def _steps() -> AnySelect:
    return select(
        EntryStep.entry_id,
        EntryStep.status,
        EntryStep.at,
        EntryStep.account_id,
        EntryStep.reason,
        ACCOUNTS.c.display_name.label("who"),
    ).outerjoin(ACCOUNTS, ACCOUNTS.c.id == EntryStep.account_id)


class EntryRepository:
    """Every query on entries; none changes what one says."""

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
                Entry.status,
                Entry.numerator,
                Entry.denominator,
                Entry.text,
                Entry.place_id,
                Entry.is_partial,
                Entry.reason,
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

    async def store(
        self, stored: Sequence[tuple[Entry | None, Sequence[Base]]]
    ) -> None:
        """Entries first, then what belongs to them; the caller holds the periods."""
        self._session.add_all([entry for entry, _ in stored if entry is not None])
        await self._session.flush()
        self._session.add_all([part for _, parts in stored for part in parts])
        await self._session.flush()

    async def held(
        self, entry_ids: Sequence[UUID], *, visible_to: Actor
    ) -> dict[UUID, tuple[Entry, UUID, int, int]]:
        """Entries held till the end: whose they are, what is newest, steps so far."""
        other = aliased(Entry)
        newest = (
            select(func.max(other.number))
            .where(
                other.period_id == Entry.period_id,
                other.place_id.is_not_distinct_from(Entry.place_id),
            )
            .correlate(Entry)
            .scalar_subquery()
        )
        steps = (
            select(func.count())
            .where(EntryStep.entry_id == Entry.id)
            .correlate(Entry)
            .scalar_subquery()
        )
        owner = func.coalesce(Result.project_id, Result.programme_id)
        found = await self._session.execute(
            select(Entry, owner, newest, steps)
            .join(Period, Period.id == Entry.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Entry.id.in_(entry_ids), visible_results(visible_to, Result))
            .order_by(Entry.id)
            .execution_options(populate_existing=True)
        )
        return {row[0].id: (row[0], row[1], row[2], row[3]) for row in found}

    async def cells(self, entry_ids: Sequence[UUID]) -> Sequence[EntryCell]:
        found = await self._session.scalars(
            select(EntryCell)
            .where(EntryCell.entry_id.in_(entry_ids))
            .order_by(EntryCell.entry_id, EntryCell.number)
        )
        return found.all()

    async def evidence(self, entry_ids: Sequence[UUID]) -> Sequence[EntryEvidence]:
        found = await self._session.scalars(
            select(EntryEvidence)
            .where(EntryEvidence.entry_id.in_(entry_ids))
            .order_by(EntryEvidence.entry_id, EntryEvidence.number)
        )
        return found.all()

    async def ways(self, entry_ids: Sequence[UUID]) -> Sequence[AnyRow]:
        """The steps of many entries, each in their order."""
        found = await self._session.execute(
            _steps()
            .where(EntryStep.entry_id.in_(entry_ids))
            .order_by(EntryStep.entry_id, EntryStep.number)
        )
        return found.all()

    async def steps(
        self, entry_id: UUID, page: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        statement = _steps().where(EntryStep.entry_id == entry_id)
        return await fetch_page(self._session, statement, IN_ORDER, page)

    def add_step(self, step: EntryStep) -> None:
        self._session.add(step)

    async def flush(self) -> None:
        await self._session.flush()
