"""All figures of one indicator; the only way by which anything here gets a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .formula import Formula
from .judging import judged, of_period, status_of_period
from .operands import NO_OPERANDS, Operands, totals_of, worked_out
from .periods import (
    ACCEPTED,
    ANYWHERE,
    NO_TARGET,
    Entry,
    Period,
    Places,
    Statuses,
    Target,
    own_amounts,
)
from .progress import NO_VALUE, ONE, Progress
from .rollup import Child, Fed, InPeriod, RolledUp, rolled_up
from .rules import Rule
from .status import TOLERANCE, Status
from .to_date import Dated, Totals, cumulated, has_ended, totals
from .trajectory import Plan
from .uniques import Overlap
from .values import MISSING, Amount, Marks, exact

_UNMATCHED: Marks = frozenset({"period_unmatched", "partial"})
_DONE = Target(ONE)


@dataclass(frozen=True, slots=True)
class Use:
    """An indicator as it is used: what was agreed, and what was said of it."""

    rule: Rule
    # In the order of their days.
    periods: Sequence[Period]
    entries: Sequence[Entry] = ()
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Target = NO_TARGET
    target_on: date | None = None
    places: Places = ANYWHERE
    overlaps: Sequence[Overlap] = ()
    children: Sequence[Child] = ()
    # Worked out from other indicators, by their codes, instead of being reported.
    formula: Formula | None = None
    operands: Operands = NO_OPERANDS
    # How far from what was expected is still on track: the programme says it.
    tolerance: Decimal = TOLERANCE


class PeriodFigure(NamedTuple):
    period: Period
    # The period's own amount, and what is shown of it: the sum so far of increments.
    given: InPeriod
    actual: Amount
    progress: Progress
    status: Status | None


class Figures(NamedTuple):
    """What an indicator comes to, unrounded, with all that it was made of."""

    periods: Sequence[PeriodFigure]
    totals: Totals
    rolled_up: RolledUp
    progress: Progress = NO_VALUE
    progress_to_date: Progress = NO_VALUE
    # What should be reached by today, and by the end of the last period that is over.
    expected: Decimal | None = None
    expected_to_date: Decimal | None = None
    status: Status | None = None


@exact
def calculate(use: Use, today: date, *, statuses: Statuses = ACCEPTED) -> Figures:
    """The figures of `use` on the day `today`, of entries that got as far as this."""
    together = _together(use, statuses)
    dated = list(zip(use.periods, together.periods, strict=True))
    figures = Figures(_periods(use, dated, today), _totals(use, dated, today), together)
    if together.unplaced:
        figures = figures._replace(totals=_unmatched(figures.totals))
    plan = Plan(
        use.periods,
        use.rule,
        use.baseline,
        use.baseline_on,
        figures.totals.target,
        use.target_on,
    )
    came = judged(plan, figures.totals, today, use.tolerance)
    return figures._replace(**came._asdict())


def fed(figures: Figures) -> list[Fed]:
    """What the indicator hands up to the one it is linked to."""
    return [
        Fed(
            one.period.key,
            one.period.starts_on,
            one.period.ends_on,
            one.period.rule,
            one.given.amount,
            one.given.reported,
        )
        for one in figures.periods
    ]


def _together(use: Use, statuses: Statuses) -> RolledUp:
    if use.formula is not None:
        return RolledUp(worked_out(use.periods, use.formula, use.operands))
    own = own_amounts(
        use.periods,
        use.entries,
        places=use.places,
        overlaps=use.overlaps,
        statuses=statuses,
    )
    return rolled_up(use.periods, own, use.children, use.overlaps)


def _totals(use: Use, dated: Sequence[Dated], today: date) -> Totals:
    is_done = use.rule.kind == "milestone" and not use.target.is_set
    target = _DONE if is_done else use.target
    found = totals(dated, today, target=target, overlaps=use.overlaps)
    if use.formula is None:
        return found
    to_date, life = totals_of(use.rule, use.formula, use.operands, today)
    return found._replace(to_date=to_date, life=life)


def _unmatched(found: Totals) -> Totals:
    return found._replace(
        to_date=found.to_date.marked(_UNMATCHED), life=found.life.marked(_UNMATCHED)
    )


def _periods(use: Use, dated: Sequence[Dated], today: date) -> list[PeriodFigure]:
    sums = cumulated(dated) if use.rule.cumulation == "summed" else None
    figures = []
    for at, (period, given) in enumerate(dated):
        ended = has_ended(period, today)
        if period.rule.is_stock:
            # A total is carried into periods that are over, not into those to come.
            actual = given.amount if given.reported or ended else MISSING
        else:
            actual = sums[at] if sums else given.amount
        come = of_period(use.rule, use.baseline, actual, period.target)
        came = status_of_period(
            use.rule, actual, come, ended=ended, tolerance=use.tolerance
        )
        figures.append(PeriodFigure(period, given, actual, come, came))
    return figures
