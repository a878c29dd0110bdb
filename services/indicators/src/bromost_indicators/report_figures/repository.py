from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Text,
    Uuid,
    case,
    column,
    func,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.figures.rates import RATES
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.limits import MAX_INDICATORS
from bromost_indicators.performance.columns import (
    ORDER,
    Asked,
    asked_for,
    rows_of_table,
)
from bromost_indicators.projects.repository import reads_unapproved
from bromost_indicators.reporting_requirements.models import ReportingRequirement
from bromost_indicators.results.models import Result

_SPENDING = table(
    "project_spending_v1",
    column("project_id", Uuid),
    column("funder_id", Uuid),
    column("funder", Text),
    column("currency", Text),
    column("year", Integer),
    column("happened_on", Date),
    column("planned", Numeric),
    column("spent", Numeric),
    schema="api",
)


class ReportFigureRepository:
    """Every query on what reports tell in figures."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def indicators(
        self, project_id: UUID, only: UUID | None = None, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """Those in use, in the order of the framework."""
        statement = (
            rows_of_table()
            .add_columns(reads_unapproved(visible_to, Result).label("reads_unapproved"))
            .where(asked_for(visible_to, Asked(owner_id=project_id)))
            .order_by(*(key.column for key in ORDER.keys))
            .limit(MAX_INDICATORS)
        )
        if only is not None:
            statement = statement.where(Indicator.id == only)
        return (await self._session.execute(statement)).all()

    async def explained(self, requirement_id: UUID) -> tuple[int | None, bool]:
        """From which deviation on, in percent, and whether all that is behind."""
        found = await self._session.execute(
            select(
                ReportingRequirement.explain_from, ReportingRequirement.explain_behind
            ).where(ReportingRequirement.id == requirement_id)
        )
        row = found.one()
        return row.explain_from, row.explain_behind

    async def spending(
        self, project_id: UUID, first: date, last: date
    ) -> Sequence[AnyRow]:
        """Sums by who pays and currency, by name; what is on no line comes last."""
        one = _SPENDING.c
        by_then = one.year <= last.year
        before = one.happened_on < first
        within = one.happened_on.between(first, last)
        found = await self._session.execute(
            select(
                *(one.funder_id, one.funder, one.currency),
                _sum(one.planned).label("budget"),
                _sum(case((by_then, one.planned))).label("budget_to_date"),
                _sum(case((before, one.spent))).label("previously"),
                _sum(case((within, one.spent))).label("now"),
            )
            .where(one.project_id == project_id)
            .group_by(one.funder_id, one.funder, one.currency)
            .order_by(one.funder.asc().nulls_last(), one.currency, one.funder_id)
        )
        return found.all()

    async def rates(self, currencies: Collection[str], day: date) -> Sequence[AnyRow]:
        """From these, those in force on the day."""
        pair = (RATES.c.from_currency, RATES.c.to_currency)
        found = await self._session.execute(
            select(*pair, RATES.c.rate, RATES.c.valid_on, RATES.c.source)
            .ext(distinct_on(*pair))
            .where(
                RATES.c.from_currency.in_(sorted(currencies)),
                RATES.c.valid_on <= day,
            )
            .order_by(*pair, RATES.c.valid_on.desc())
        )
        return found.all()


def _sum(amounts: ColumnElement[Any]) -> ColumnElement[Decimal]:
    return func.coalesce(func.sum(amounts), Decimal("0.00"))
