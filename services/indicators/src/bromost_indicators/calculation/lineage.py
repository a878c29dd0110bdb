"""What a figure came from: enough to work it out again by hand."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from .aggregation import combined
from .breaks import last_stretch
from .calculate import Figures, PeriodFigure, Use
from .money import Conversion
from .operands import last_told, worked_out_until
from .periods import Entry, Own, Period
from .rollup import OWN, Fed, InPeriod, Part
from .rules import AnyMethod, Rule
from .to_date import has_ended
from .uniques import Overlap, applying
from .values import Amount

What: TypeAlias = Literal[
    "total", "period", "own", "place", "entry", "child", "child_period"
]


ONE_DAY = timedelta(days=1)


class Origin(NamedTuple):
    """An amount, how it was made, and the amounts that it was made of."""

    what: What
    key: Hashable
    amount: Amount
    method: AnyMethod | None = None
    # 100 where quotients are shown as percentages.
    per: int = 1
    rule_version: Hashable = None
    parts: Sequence["Origin"] = ()
    overlaps: Sequence[Overlap] = ()
    conversion: Conversion | None = None
    formula: str = ""
    # How much it counts in the mean that it is a part of, where that was stated.
    weight: Decimal | None = None


def entries_of(origin: Origin) -> list[Hashable]:
    """The keys of all entries that the figure stands on."""
    if origin.what == "entry":
        return [origin.key]
    return [key for part in origin.parts for key in entries_of(part)]


def of_period(use: Use, figure: PeriodFigure) -> Origin:
    """How the amount of a period came about."""
    period, given = figure.period, figure.given
    if use.formula is not None:
        return _worked_out(use, period, "period", period.key, given)
    own = _own(period, given.own)
    if not given.parts:
        return own._replace(what="period", key=period.key)
    parts = [
        own if part.key == OWN else _contributed(period.rule, part)
        for part in given.parts
    ]
    return Origin(
        "period",
        period.key,
        given.amount,
        period.rule.of_parts,
        period.rule.per,
        period.rule.version,
        parts,
        given.overlaps,
    )


def of_shown(use: Use, figures: Figures, key: Hashable) -> Origin:
    """How what a period shows came about: of increments, the sum so far."""
    upto: list[PeriodFigure] = []
    for figure in figures.periods:
        upto.append(figure)
        if figure.period.key == key:
            break
    last = upto[-1]
    if last.actual is last.given.amount or last.actual.least is None:
        return of_period(use, last)._replace(amount=last.actual)
    return _total(use, upto, last.actual, last.period.key)


def of_life(use: Use, figures: Figures, today: date) -> Origin:
    told = [
        figure
        for figure in figures.periods
        if has_ended(figure.period, today) or figure.given.reported
    ]
    if use.formula is not None:
        last = last_told(use.operands, today)
        given = worked_out_until(last, use.rule, use.formula, use.operands)
        return _worked_out(use, None, "total", "life", given)
    return _total(use, told, figures.totals.life, "life")


def of_to_date(use: Use, figures: Figures, today: date) -> Origin:
    ended = [one for one in figures.periods if has_ended(one.period, today)]
    if use.formula is not None:
        given = worked_out_until(today - ONE_DAY, use.rule, use.formula, use.operands)
        return _worked_out(use, None, "total", "to_date", given)
    return _total(use, ended, figures.totals.to_date, "to_date")


def _worked_out(
    use: Use, period: Period | None, what: What, key: Hashable, given: InPeriod
) -> Origin:
    rule = use.rule if period is None else period.rule
    return Origin(
        what,
        key,
        given.amount,
        rule_version=rule.version,
        parts=[_contributed(rule, part) for part in given.parts],
        formula=use.formula.text if use.formula else "",
    )


def _total(
    use: Use, figures: Sequence[PeriodFigure], amount: Amount, key: Hashable
) -> Origin:
    if not figures:
        return Origin("total", key, amount)
    stretch = last_stretch([figure.period for figure in figures])
    told = figures[len(figures) - len(stretch) :]
    rule = told[-1].period.rule
    given = {figure.period.key: figure.given.amount for figure in told}
    return Origin(
        "total",
        key,
        amount,
        rule.in_time,
        rule.per,
        rule.version,
        [of_period(use, figure) for figure in told],
        applying(use.overlaps, given, None) if rule.in_time == "union" else (),
    )


def _own(period: Period, own: Own) -> Origin:
    rule = period.rule
    by_place: dict[Hashable, list[Entry]] = {}
    for entry in own.entries:
        by_place.setdefault(entry.place, []).append(entry)
    parts = [_place(place, told) for place, told in by_place.items()]
    return Origin(
        "own",
        OWN,
        own.amount,
        rule.of_parts,
        rule.per,
        rule.version,
        parts,
        own.overlaps,
    )


def _place(place: Hashable, told: Sequence[Entry]) -> Origin:
    """An entry; or, of increments that make a total, all of them so far."""
    entries = [Origin("entry", entry.key, entry.amount) for entry in told]
    if len(entries) == 1:
        return entries[0]
    total = combined("sum", [entry.amount for entry in told])
    return Origin("place", place, total, "sum", parts=entries)


def _contributed(rule: Rule, part: Part) -> Origin:
    rule = part.fed[-1].rule if part.fed else rule
    return Origin(
        "child",
        part.key,
        part.amount,
        rule.in_time,
        rule.per,
        rule.version,
        [_fed(fed) for fed in part.fed],
        weight=part.weight,
    )


def _fed(fed: Fed) -> Origin:
    return Origin(
        "child_period",
        fed.period,
        fed.amount,
        rule_version=fed.rule.version,
        conversion=fed.conversion,
    )
