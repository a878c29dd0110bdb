"""What two years come to beside each other; exact, like the annual report."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from bromost_common.money import Money, exact_sum, rounded

from .calculation import NOTHING, Conversion, Figure, Line, totals

Key = TypeVar("Key", bound=Hashable)
PERCENT_DECIMALS = 1


class OfYear(NamedTuple):
    """How many projects had a budget in a year, and what they were given."""

    projects: int
    figure: Figure


class Change(NamedTuple):
    """The second year less the first one, as the figures are shown.

    `percent` is of the first year's amount. There is none where that is nothing, and
    none for amounts in several currencies that were not converted.
    """

    projects: int
    figure: Figure
    percent: Decimal | None


class Compared(NamedTuple):
    """Two years of some lines."""

    first: OfYear
    second: OfYear
    change: Change


def compared(
    lines: Sequence[Line], years: tuple[int, int], conversion: Conversion | None
) -> Compared:
    sums = totals(lines, conversion).by_year
    first, second = (
        OfYear(
            len({line.project_id for line in lines if line.year == year}),
            sums.get(year, NOTHING),
        )
        for year in years
    )
    more = _difference(first.figure, second.figure, conversion)
    change = Change(
        second.projects - first.projects,
        more,
        _percent(first.figure, more, conversion),
    )
    return Compared(first, second, change)


def grouped(lines: Iterable[Line], key: Callable[[Line], Key]) -> dict[Key, list[Line]]:
    found: dict[Key, list[Line]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return found


def _difference(first: Figure, second: Figure, conversion: Conversion | None) -> Figure:
    before, after = dict(first.amounts), dict(second.amounts)
    zero = Decimal("0.00")
    amounts = [
        Money(code, exact_sum([after.get(code, zero), -before.get(code, zero)]))
        for code in sorted(before | after)
    ]
    known = [_worth(one, conversion) for one in (first, second)]
    if known[0] is None or known[1] is None:
        return Figure(tuple(amounts), None)
    return Figure(tuple(amounts), exact_sum([known[1], -known[0]]))


def _worth(figure: Figure, conversion: Conversion | None) -> Decimal | None:
    """What is shown of it as one amount; a year without money is worth nothing."""
    if conversion is None or figure.amounts:
        return figure.converted
    return rounded(Decimal(), conversion.decimals)


def _percent(
    first: Figure, more: Figure, conversion: Conversion | None
) -> Decimal | None:
    if conversion is not None:
        whole, part = first.converted, more.converted
    elif len(more.amounts) == 1 and first.amounts:
        whole, part = first.amounts[0].amount, more.amounts[0].amount
    else:
        return None
    if not whole or part is None:
        return None
    return rounded(100 * part / whole, PERCENT_DECIMALS)
