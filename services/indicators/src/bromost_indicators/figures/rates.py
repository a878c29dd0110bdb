"""The registry's rates, as far as these figures need them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from uuid import UUID

from sqlalchemy import Date, Numeric, Text, column, select, table, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow
from bromost_indicators.calculation.money import NO_RATES, Rate, Rates
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.calculation.rules import CURRENCY

from .inputs import Feeds

RATES = table(
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
    operands: Mapping[UUID, Feeds],
) -> Rates:
    """Between the currencies of what is handed up and of what it goes into."""
    pairs = {pair for one in children for pair in _pairs(rules[one], children[one])}
    for one, feeds in operands.items():
        given = _currencies(
            fed.rule.unit for named in feeds.values() for fed in named.feed
        )
        # A formula that is told in no currency takes one of what it names.
        wanted = given | _currencies(row.unit for row in rules[one])
        pairs |= {pair for pair in product(given, wanted) if pair[0] != pair[1]}
    if not pairs:
        return NO_RATES
    found = await session.execute(
        select(RATES).where(
            tuple_(RATES.c.from_currency, RATES.c.to_currency).in_(sorted(pairs))
        )
    )
    return Rates(Rate(*row) for row in found)


def _pairs(
    rules: Sequence[AnyRow], children: Sequence[Child]
) -> Iterator[tuple[str, str]]:
    given = _currencies(fed.rule.unit for child in children for fed in child.feed)
    for pair in product(given, _currencies(row.unit for row in rules)):
        if pair[0] != pair[1]:
            yield pair


def _currencies(units: Iterable[str]) -> set[str]:
    return {unit.removeprefix(CURRENCY) for unit in units if unit.startswith(CURRENCY)}
