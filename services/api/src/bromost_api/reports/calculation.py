"""The sums of the annual report; exact, and rounded only where a figure is shown."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from bromost_common.money import Money, exact_product, exact_sum, rounded

Key = TypeVar("Key", bound=Hashable)


class Line(NamedTuple):
    """What a funder gives to a project in a year."""

    project_id: UUID
    year: int
    funder_id: UUID
    currency: str
    amount: Decimal


class Conversion(NamedTuple):
    """What a report converts into, and what each currency was worth in each year."""

    currency: str
    decimals: int
    rates: Mapping[tuple[str, int], Decimal]

    def worth(self, line: Line) -> Decimal | None:
        """The line's exact worth, or None where no rate is known."""
        if line.currency == self.currency:
            return line.amount
        rate = self.rates.get((line.currency, line.year))
        return None if rate is None else exact_product(line.amount, rate)


class Figure(NamedTuple):
    """A sum as it is shown: exact in each currency, and converted if that is asked."""

    amounts: tuple[Money, ...]
    converted: Decimal | None


class Totals(NamedTuple):
    """All sums of some lines."""

    cells: dict[tuple[int, UUID], Figure]
    by_year: dict[int, Figure]
    by_funder: dict[UUID, Figure]
    total: Figure


class _Sums(Generic[Key]):
    """Adds lines up under keys; what is unknown in one part is unknown in the sum."""

    def __init__(self, conversion: Conversion | None) -> None:
        self._conversion = conversion
        self._amounts: dict[Key, dict[str, list[Decimal]]] = {}
        self._worths: dict[Key, list[Decimal | None]] = defaultdict(list)

    def add(self, key: Key, line: Line, worth: Decimal | None) -> None:
        amounts = self._amounts.setdefault(key, {})
        amounts.setdefault(line.currency, []).append(line.amount)
        self._worths[key].append(worth)

    def shown(self) -> dict[Key, Figure]:
        return {
            key: Figure(
                tuple(
                    Money(code, exact_sum(amounts[code])) for code in sorted(amounts)
                ),
                self._converted(self._worths[key]),
            )
            for key, amounts in self._amounts.items()
        }

    def _converted(self, worths: list[Decimal | None]) -> Decimal | None:
        # The exact worths are added and the sum is rounded once, so a total may
        # differ by a cent from the sum of the rounded figures above it.
        if self._conversion is None:
            return None
        known = [worth for worth in worths if worth is not None]
        if len(known) < len(worths):
            return None
        return rounded(exact_sum(known), self._conversion.decimals)


NOTHING = Figure((), None)


def totals(lines: Iterable[Line], conversion: Conversion | None) -> Totals:
    cells: _Sums[tuple[int, UUID]] = _Sums(conversion)
    by_year: _Sums[int] = _Sums(conversion)
    by_funder: _Sums[UUID] = _Sums(conversion)
    total: _Sums[None] = _Sums(conversion)
    for line in lines:
        worth = None if conversion is None else conversion.worth(line)
        cells.add((line.year, line.funder_id), line, worth)
        by_year.add(line.year, line, worth)
        by_funder.add(line.funder_id, line, worth)
        total.add(None, line, worth)
    return Totals(
        cells.shown(),
        by_year.shown(),
        by_funder.shown(),
        total.shown().get(None, NOTHING),
    )
