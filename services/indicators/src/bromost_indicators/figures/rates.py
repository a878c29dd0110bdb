"""The registry's rates, as far as these figures need them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Date, Numeric, Text, column, select, table, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow
from bromost_indicators.calculation.money import Rate, Rates
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import CURRENCY

_RATES = table(
    "conversion_rate_v1",
    column("from_currency", Text),
    column("to_currency", Text),
    column("rate", Numeric),
    column("valid_on", Date),
    column("source", Text),
    schema="api",
)


async def rates_between(
    session: AsyncSession,
    rules: Mapping[UUID, Sequence[AnyRow]],
    children: Mapping[UUID, Sequence[Child]],
) -> Rates:
    """Between the currencies of what is handed up and of what it goes into."""
    pairs = {
        (given, wanted)
        for parent, below in children.items()
        for wanted in _currencies(row.unit for row in rules[parent])
        for given in _currencies(fed.rule.unit for child in below for fed in child.feed)
        if given != wanted
    }
    if not pairs:
        return Rates()
    found = await session.execute(
        select(_RATES).where(
            tuple_(_RATES.c.from_currency, _RATES.c.to_currency).in_(sorted(pairs))
        )
    )
    return Rates(Rate(*row) for row in found)


def _currencies(units: Iterable[str]) -> set[str]:
    return {unit.removeprefix(CURRENCY) for unit in units if unit.startswith(CURRENCY)}
