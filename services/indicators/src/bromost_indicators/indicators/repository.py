from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    column,
    func,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Text

from bromost_common.auth import Actor
from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError
from bromost_common.paging import AnyRow, AnySelect
from bromost_indicators.entries.models import Entry
from bromost_indicators.ordering import place
from bromost_indicators.projects.repository import visible_results
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .models import Indicator, Period
from .rules import Extent

# What the registry publishes of accounts: the name beside a value.
ACCOUNTS = table(
    "account_directory_v1",
    column("id", Uuid),
    column("display_name", Text),
    schema="api",
)


class PeriodsOverlapError(ConflictError):
    """Two periods of an indicator would have a day in common."""

    code = "period_overlaps"


class PeriodHasEntriesError(ConflictError):
    """What was recorded stays."""

    code = "period_has_entries"


def shown_indicators() -> AnySelect:
    """Indicators with what they take from their result."""
    return select(
        *Indicator.__table__.c,
        Indicator.archived_at.is_not(None).label("archived"),
        Result.project_id,
        Result.programme_id,
        Result.original_language,
    ).join(Result, Result.id == Indicator.result_id)


def shown_periods() -> AnySelect:
    """Periods in the order of their days, each with its newest entry."""
    newest = (
        select(Entry)
        .where(Entry.period_id == Period.id)
        .order_by(Entry.number.desc())
        .limit(1)
        .lateral("newest")
    )
    return (
        select(
            Period.id,
            Period.indicator_id,
            Period.starts_on,
            Period.ends_on,
            Period.target_value,
            Period.version,
            Indicator.decimals,
            newest.c.id.label("entry_id"),
            *(c for c in newest.c if c.name not in {"id", "period_id"}),
            ACCOUNTS.c.display_name.label("recorder"),
        )
        .join(Indicator, Indicator.id == Period.indicator_id)
        .outerjoin(newest, true())
        .outerjoin(ACCOUNTS, ACCOUNTS.c.id == newest.c.recorded_by)
        .order_by(Period.indicator_id, Period.starts_on)
    )


class IndicatorRepository:
    """Every query on indicators and their periods."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(
        self, indicator_id: UUID, *, visible_to: Actor
    ) -> tuple[Indicator, Result] | None:
        found = await self._session.execute(
            select(Indicator, Result)
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Indicator.id == indicator_id,
                visible_results(visible_to, Result),
            )
        )
        row = found.one_or_none()
        return (row[0], row[1]) if row else None

    async def get_period(
        self, period_id: UUID, *, visible_to: Actor
    ) -> tuple[Period, Indicator, Result] | None:
        found = await self._session.execute(
            select(Period, Indicator, Result)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(Period.id == period_id, visible_results(visible_to, Result))
        )
        row = found.one_or_none()
        return (row[0], row[1], row[2]) if row else None

    async def lock_period(self, period: Period) -> bool:
        """Hold the period till the end, as it is now; false if it is gone."""
        found = await self._session.scalar(
            select(Period)
            .where(Period.id == period.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def refresh(self, *things: Indicator | Result) -> None:
        """Read them again, for they may have changed while we waited."""
        for thing in things:
            await self._session.refresh(thing)

    async def read(self, indicator_id: UUID) -> AnyRow:
        statement = shown_indicators().where(Indicator.id == indicator_id)
        return (await self._session.execute(statement)).one()

    async def read_periods(self, which: ColumnElement[bool]) -> Sequence[AnyRow]:
        return (await self._session.execute(shown_periods().where(which))).all()

    async def counts(self, owner_id: UUID) -> tuple[int, int]:
        """How many indicators and periods a project or programme has."""
        of_project = (
            select(func.count(Indicator.id.distinct()), func.count(Period.id))
            .select_from(Result)
            .join(Indicator, Indicator.result_id == Result.id)
            .outerjoin(Period, Period.indicator_id == Indicator.id)
            .where(of_owner(owner_id))
        )
        row = (await self._session.execute(of_project)).one()
        return row[0], row[1]

    async def extent(self, indicator_id: UUID) -> Extent:
        targets = select(Period.target_value.label("value")).where(
            Period.indicator_id == indicator_id, Period.target_value.is_not(None)
        )
        values = (
            select(Entry.value)
            .join(Period, Period.id == Entry.period_id)
            .where(Period.indicator_id == indicator_id)
        )
        stored = union_all(targets, values).subquery()
        entries = values.with_only_columns(func.count()).scalar_subquery()
        row = (
            await self._session.execute(
                select(
                    entries,
                    func.max(func.scale(func.trim_scale(stored.c.value))),
                    func.min(stored.c.value),
                    func.max(stored.c.value),
                )
            )
        ).one()
        zero = Decimal(0)
        return Extent(row[0], row[1] or 0, row[2] or zero, row[3] or zero)

    async def add(self, indicator: Indicator, position: int | None) -> None:
        await self.place(indicator, position)
        self._session.add(indicator)
        await self._session.flush()

    async def place(self, indicator: Indicator, position: int | None) -> None:
        siblings = (
            Indicator.result_id == indicator.result_id
        ) & Indicator.archived_at.is_(None)
        with self._session.no_autoflush:
            await place(self._session, indicator, siblings, position)

    async def save(self) -> None:
        await self._session.flush()

    async def save_period(self, period: Period) -> None:
        self._session.add(period)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "ex_period_overlap":
                raise PeriodsOverlapError(
                    "Another period of this indicator has days in common with this one."
                ) from error
            raise

    async def remove_period(self, period: Period) -> None:
        await self._session.delete(period)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "fk_entry_period_id":
                raise PeriodHasEntriesError(
                    "Values were recorded for this period; what was recorded stays."
                ) from error
            raise
