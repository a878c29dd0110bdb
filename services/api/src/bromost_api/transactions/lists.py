"""Reads of a project's entries: page by page, all of them, and added up."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause

from bromost_api.finance.models import BudgetLine, ConversionRate
from bromost_api.organisations.models import Organisation
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page

from .models import Transaction, TransactionKind

_NEWEST_FIRST = Order(
    "-happened_on",
    [
        Key(Transaction.happened_on, descending=True),
        Key(Transaction.id, descending=True),
    ],
)
_AT_ONCE = 500
_YEAR = cast(func.extract("year", Transaction.happened_on), Integer)


class Filters(NamedTuple):
    """Which of a project's entries are wanted, and in which currency, too."""

    kind: TransactionKind | None = None
    year: int | None = None
    currency: str | None = None
    organisation: UUID | None = None
    budget_line: UUID | None = None
    standing: bool = False
    show_in: str | None = None


class TransactionLists:
    """Queries on the entries of one project."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, project_id: UUID, wanted: PageRequest, filters: Filters
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        return await fetch_page(
            self._session, self._shown(project_id, filters), _NEWEST_FIRST, wanted
        )

    async def all(self, project_id: UUID, filters: Filters) -> AsyncIterator[AnyRow]:
        """Every entry, a few hundred in memory at a time."""
        statement = self._shown(project_id, filters).order_by(
            Transaction.happened_on.desc(), Transaction.id.desc()
        )
        found = await self._session.stream(
            statement.execution_options(yield_per=_AT_ONCE)
        )
        async for row in found:
            yield row

    async def one(self, entry: Transaction) -> AnyRow:
        """An existing entry as it is shown."""
        statement = self._shown(entry.project_id, Filters())
        return (
            await self._session.execute(statement.where(Transaction.id == entry.id))
        ).one()

    async def sums(self, project_id: UUID, filters: Filters) -> Sequence[AnyRow]:
        """By kind, year and currency; over all years; and over all currencies."""
        rate = _rate_into(filters.show_in)
        factor = _factor(rate, filters.show_in)
        kind, currency = Transaction.kind, Transaction.currency
        rows = await self._session.execute(
            select(
                kind,
                _YEAR.label("year"),
                currency,
                func.count().label("entries"),
                func.sum(Transaction.amount).label("amount"),
                func.sum(Transaction.amount * factor).label("converted"),
                func.bool_or(factor.is_(None)).label("is_missing"),
            )
            .join_from(Transaction, rate, true(), isouter=True)
            .where(*_conditions(project_id, filters))
            .group_by(
                func.grouping_sets(
                    tuple_(kind, _YEAR, currency),
                    tuple_(kind, currency),
                    tuple_(kind, _YEAR),
                    tuple_(kind),
                )
            )
            .order_by(kind, _YEAR.asc().nulls_last(), currency.asc().nulls_last())
        )
        return rows.all()

    async def rates(self, project_id: UUID, filters: Filters) -> Sequence[AnyRow]:
        """The rates by which the entries were converted, the newest first."""
        rate = _rate_into(filters.show_in)
        rows = await self._session.execute(
            select(Transaction.currency, rate.c.rate, rate.c.valid_on, rate.c.source)
            .join_from(Transaction, rate, true())
            .where(*_conditions(project_id, filters))
            .distinct()
            .order_by(rate.c.valid_on.desc(), Transaction.currency)
            .limit(literal_column("100"))
        )
        return rows.all()

    async def by_year(self, project_id: UUID) -> Sequence[AnyRow]:
        """Sums by year and currency, and over all years, of lines and of entries.

        Lines have no kind. What was handed on as grants and loans is left out.
        """
        lines = select(
            BudgetLine.year.label("year"),
            BudgetLine.currency.label("currency"),
            null().label("kind"),
            BudgetLine.amount.label("amount"),
        ).where(BudgetLine.project_id == project_id)
        entries = select(
            _YEAR, Transaction.currency, Transaction.kind, Transaction.amount
        ).where(
            Transaction.project_id == project_id, Transaction.sub_award_id.is_(None)
        )
        both = lines.union_all(entries).subquery()
        rows = await self._session.execute(
            select(
                both.c.year,
                both.c.currency,
                both.c.kind,
                func.sum(both.c.amount).label("amount"),
            )
            .group_by(
                both.c.currency,
                both.c.kind,
                func.grouping_sets(tuple_(both.c.year), tuple_()),
            )
            .order_by(both.c.currency, both.c.year.asc().nulls_last())
        )
        return rows.all()

    @staticmethod
    def _shown(project_id: UUID, filters: Filters) -> AnySelect:
        giver, receiver = aliased(Organisation), aliased(Organisation)
        funder, reversal = aliased(Organisation), aliased(Transaction)
        rate = _rate_into(filters.show_in)
        return (
            select(
                *Transaction.__table__.columns,
                giver.name.label("giver_name"),
                receiver.name.label("receiver_name"),
                BudgetLine.year.label("line_year"),
                funder.name.label("line_funder"),
                reversal.id.label("reversed_by_id"),
                _factor(rate, filters.show_in).label("rate"),
                rate.c.valid_on.label("rate_on"),
                rate.c.source.label("rate_source"),
            )
            .select_from(Transaction)
            .join(giver, giver.id == Transaction.giver_id)
            .outerjoin(receiver, receiver.id == Transaction.receiver_id)
            .outerjoin(BudgetLine, BudgetLine.id == Transaction.budget_line_id)
            .outerjoin(funder, funder.id == BudgetLine.funder_id)
            .outerjoin(reversal, reversal.reverses_id == Transaction.id)
            .outerjoin(rate, true())
            .where(*_conditions(project_id, filters))
        )


def _conditions(project_id: UUID, asked: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Transaction.project_id == project_id]
    for column, value in (
        (Transaction.kind, asked.kind),
        (_YEAR, asked.year),
        (Transaction.currency, asked.currency),
        (Transaction.budget_line_id, asked.budget_line),
    ):
        if value is not None:
            found.append(column == value)
    if asked.organisation is not None:
        found.append(
            or_(
                Transaction.giver_id == asked.organisation,
                Transaction.receiver_id == asked.organisation,
            )
        )
    if asked.standing:
        found.append(Transaction.stands.is_(other=True))
    return found


def _rate_into(currency: str | None) -> LateralFromClause:
    """The newest rate of an entry's day or before; no rate stands for the inverse."""
    day = func.coalesce(Transaction.value_on, Transaction.happened_on)
    return (
        select(ConversionRate.rate, ConversionRate.valid_on, ConversionRate.source)
        .where(
            ConversionRate.from_currency == Transaction.currency,
            ConversionRate.to_currency == currency,
            ConversionRate.valid_on <= day,
        )
        .order_by(ConversionRate.valid_on.desc())
        .limit(literal_column("1"))
        .correlate(Transaction)
        .lateral("rate")
    )


def _factor(rate: LateralFromClause, currency: str | None) -> ColumnElement[Any]:
    """What an amount is multiplied by; null where no rate is told."""
    return case((Transaction.currency == currency, 1), else_=rate.c.rate)
