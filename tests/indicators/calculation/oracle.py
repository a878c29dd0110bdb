"""The same figures once more, worked out with fractions and as plainly as can be.

Nothing here is shared with the engine, not even a type: what is compared are fractions.
An entry is (period, place, number, numerator, denominator); of a plain number the
denominator is 1.
"""

from collections.abc import Iterable
from fractions import Fraction

Raw = tuple[int, str, int, Fraction, Fraction]


def rows(entries: Iterable[Raw]) -> dict[tuple[int, str], tuple[Fraction, Fraction]]:
    newest: dict[tuple[int, str], Raw] = {}
    for raw in entries:
        row = raw[0], raw[1]
        if row not in newest or newest[row][2] < raw[2]:
            newest[row] = raw
    return {row: (raw[3], raw[4]) for row, raw in newest.items()}


def total(entries: Iterable[Raw], periods: Iterable[int]) -> Fraction | None:
    wanted = set(periods)
    found = [n for (period, _), (n, _) in rows(entries).items() if period in wanted]
    return sum(found, Fraction(0)) if found else None


def ratio(entries: Iterable[Raw], periods: Iterable[int]) -> Fraction | None:
    wanted = set(periods)
    found = [nd for (period, _), nd in rows(entries).items() if period in wanted]
    below = sum((d for _, d in found), Fraction(0))
    return sum((n for n, _ in found), Fraction(0)) / below if below else None


def running(entries: Iterable[Raw], upto: int) -> Fraction | None:
    """Of each place the newest total, all together."""
    newest: dict[str, tuple[int, Fraction]] = {}
    for (period, place), (n, _) in rows(entries).items():
        if period <= upto and (place not in newest or newest[place][0] < period):
            newest[place] = (period, n)
    return sum((n for _, n in newest.values()), Fraction(0)) if newest else None


def way(baseline: Fraction, target: Fraction, value: Fraction) -> Fraction:
    return (value - baseline) / (target - baseline)


def mean(told: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Of values, each with its weight."""
    pairs = list(told)
    return sum((v * w for v, w in pairs), Fraction(0)) / sum(w for _, w in pairs)


def converted(
    amounts: dict[str, Fraction],
    rates: Iterable[tuple[str, str, Fraction]],
    last_day: str,
) -> Fraction | None:
    """Money by currency as euros; days are told as text, which sorts as they do."""
    told = sorted(rates, key=lambda one: one[1])
    total = Fraction(0)
    for currency, amount in amounts.items():
        known = [r for c, day, r in told if c == currency and day <= last_day]
        if amount and currency != "EUR":
            if not known:
                return None
            amount *= known[-1]  # noqa: PLW2901  # said once more, in euros
        total += amount
    return total if amounts else None
