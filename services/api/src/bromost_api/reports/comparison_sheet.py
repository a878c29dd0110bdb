"""Two years beside each other as a CSV file."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bromost_common.money import plain

from .comparison_schemas import ComparedPart, PortfolioComparison
from .schemas import ReportFigure
from .sheet import encoded
from .wording import COMPARED, WORDING


def comparison_sheet(comparison: PortfolioComparison) -> bytes:
    """A row for each group; projects, then an amount in each currency, then changes."""
    return encoded(_rows(comparison))


def _rows(comparison: PortfolioComparison) -> Iterator[Sequence[str]]:
    words, by = WORDING[comparison.language], COMPARED[comparison.language]
    currencies = sorted(
        {one.currency for one in comparison.total.change.figure.amounts}
    )
    columns = [*currencies]
    if comparison.currency is not None and currencies != [comparison.currency]:
        columns.append(comparison.currency)
    heads = [by.by[comparison.by]]
    for name in (*(str(year) for year in comparison.years), by.change):
        heads += [f"{name} {by.projects}", *(f"{name} ({one})" for one in columns)]
    yield [*heads, f"{by.change} (%)"]
    parts: list[tuple[str, ComparedPart]] = [
        (group.name or by.none, group) for group in comparison.groups
    ]
    for name, part in [*parts, (words.total, comparison.total)]:
        row = [name]
        for one in (part.first, part.second, part.change):
            row.append(str(one.projects))
            amounts = _amounts(one.figure, currencies, columns)
            row += [_number(amount, words.decimal_mark) for amount in amounts]
        yield [*row, _number(part.change.percent, words.decimal_mark)]


def _amounts(
    figure: ReportFigure, currencies: Sequence[str], columns: Sequence[str]
) -> Iterator[Decimal | None]:
    given = {one.currency: one.amount for one in figure.amounts}
    yield from (given.get(one) for one in currencies)
    if len(columns) > len(currencies):
        yield figure.converted


def _number(amount: Decimal | None, mark: str) -> str:
    return "" if amount is None else plain(amount).replace(".", mark)
