"""Short ways to say what an engine is to calculate."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bromost_indicators.calculation.calculate import Figures, Use, calculate
from bromost_indicators.calculation.periods import Entry, Period, Target
from bromost_indicators.calculation.rules import Rule
from bromost_indicators.calculation.values import Amount, known, quotient

# Y1 and Y2 are over, Y3 runs.
TODAY = date(2003, 6, 30)
NON_CUMULATIVE = Rule(over_time="sum")
SUMMING = Rule(cumulation="summed", over_time="sum")
RUNNING = Rule(cumulation="running")
LATEST = Rule(over_time="latest")
PERCENT = Rule(
    kind="percentage", unit="percent", over_time="ratio", over_children="ratio"
)


def d(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def value(number: object) -> Amount:
    return known(Decimal(str(number)))


def share(numerator: int, denominator: int, per: int = 100) -> Amount:
    return quotient(Decimal(numerator), Decimal(denominator), per)


def years(
    rule: Rule, targets: Sequence[object] = (None, None, None), first: int = 2001
) -> list[Period]:
    """Y1, Y2 …, each with its target."""
    return [
        Period(
            f"Y{at + 1}",
            date(first + at, 1, 1),
            date(first + at, 12, 31),
            rule,
            Target(None if target is None else Decimal(str(target))),
        )
        for at, target in enumerate(targets)
    ]


def entry(
    period: str,
    amount: object,
    *,
    place: str | None = None,
    number: int = 1,
    **more: Any,
) -> Entry:
    told = amount if isinstance(amount, Amount) else value(amount)
    key = more.pop("key", f"{period}/{place}/{number}")
    return Entry(key, period, place, number, told, **more)


def figures(
    rule: Rule,
    entries: Iterable[Entry] = (),
    targets: Sequence[object] = (None, None, None),
    today: date = TODAY,
    **more: Any,
) -> Figures:
    use = Use(rule, years(rule, targets), list(entries), **more)
    return calculate(use, today)


def told(amount: Amount) -> tuple[str, str | None]:
    """State and value, as one would write them."""
    plain = None if amount.value is None else f"{amount.value.normalize():f}"
    return amount.state, plain


def seen(*parts: object) -> tuple[object, ...]:
    """Several findings to compare at once, whatever their types."""
    return parts
