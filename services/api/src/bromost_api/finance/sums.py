"""Sums of a budget, kept apart by currency and never rounded."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import Protocol, TypeVar

from bromost_common.money import Money, exact_sum


class HasMoney(Protocol):
    """Anything that is an amount in a currency."""

    @property
    def amount(self) -> Decimal: ...

    @property
    def currency(self) -> str: ...


Line = TypeVar("Line", bound=HasMoney)
Key = TypeVar("Key", bound=Hashable)


def by_currency(lines: Iterable[HasMoney]) -> list[Money]:
    amounts: dict[str, list[Decimal]] = defaultdict(list)
    for line in lines:
        amounts[line.currency].append(line.amount)
    return [Money(code, exact_sum(amounts[code])) for code in sorted(amounts)]


def grouped(lines: Iterable[Line], key: Callable[[Line], Key]) -> dict[Key, list[Line]]:
    """Lines by key, keys in the order of their first line."""
    groups: dict[Key, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups
