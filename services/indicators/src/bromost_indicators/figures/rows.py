"""Figures as rows: what is kept, compared by the audit, and shown."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from bromost_indicators.calculation.calculate import Figures, PeriodFigure
from bromost_indicators.calculation.periods import NO_TARGET, Target
from bromost_indicators.calculation.progress import NO_VALUE, Progress
from bromost_indicators.calculation.values import MISSING, Amount

from .inputs import Include, Inputs, rule_told
from .models import AMOUNT, TARGET

Row: TypeAlias = dict[str, Any]


class Kept(NamedTuple):
    """An indicator's row, and one for each of its periods in their order."""

    figure: Row
    periods: list[Row]
    # Of its parts; none where nothing is broken down.
    cells: list["KeptCell"] | None = None
    # Something changed since, and only the worker works out what it comes to.
    pending: bool = False

    @property
    def key(self) -> tuple[UUID, Include]:
        return self.figure["indicator_id"], self.figure["include"]


class KeptCell(NamedTuple):
    """The same of a part."""

    figure: Row
    periods: list[Row]


def rows_of(inputs: Inputs, figures: Figures, today: date) -> Kept:
    found = figures.totals
    figure = {
        "indicator_id": inputs.indicator_id,
        "include": inputs.include,
        "as_of": today,
        "rule_version": inputs.use.rule.version,
        "inputs": inputs.digest,
        **amount_row("life", found.life),
        **amount_row("to_date", found.to_date),
        **_target("target", found.target),
        **_target("target_to_date", found.target_to_date),
        **_progress(figures.progress),
        "status": figures.status,
        "progress_to_date": figures.progress_to_date.share,
        "expected": figures.expected,
        "expected_to_date": figures.expected_to_date,
    }
    periods = [_period(inputs, one) for one in figures.periods]
    return Kept(figure, periods)


def not_yet(indicator_id: UUID, day: date) -> Kept:
    """Of what was never worked out: nothing is known, and nothing is taken for 0."""
    figure = {
        "indicator_id": indicator_id,
        "include": "accepted",
        "as_of": day,
        "calculated_at": datetime.now(UTC),
        **amount_row("life", MISSING),
        **amount_row("to_date", MISSING),
        **_target("target", NO_TARGET),
        **_target("target_to_date", NO_TARGET),
        **_progress(NO_VALUE),
        **dict.fromkeys(("status", "progress_to_date", "expected", "expected_to_date")),
    }
    return Kept(figure, [], [])


def _period(inputs: Inputs, one: PeriodFigure) -> Row:
    return {
        "period_id": one.period.key,
        "include": inputs.include,
        "indicator_id": inputs.indicator_id,
        **amount_row("given", one.given.amount),
        "reported": one.given.reported,
        "rule": rule_told(one.period.rule),
        **amount_row("shown", one.actual),
        **_progress(one.progress),
        "status": one.status,
    }


def amount_row(prefix: str, amount: Amount) -> Row:
    row = {f"{prefix}_{name}": getattr(amount, name) for name in AMOUNT}
    row[f"{prefix}_marks"] = sorted(amount.marks)
    return row


def _target(prefix: str, target: Target) -> Row:
    return {f"{prefix}_{name}": getattr(target, name) for name in TARGET}


def _progress(come: Progress) -> Row:
    return {
        "progress": come.share,
        "progress_missing": come.missing,
        "progress_basis": come.basis,
        "distance": come.distance,
    }


# What is told of a figure beside what it comes to.
_ABOUT = frozenset({"include", "inputs", "calculated_at"})


def is_same(one: Kept, other: Kept) -> bool:
    """Whether both come to the same, whatever they stand on."""
    return [_said(row) for row in _all(one)] == [_said(row) for row in _all(other)]


def _all(kept: Kept) -> list[Row]:
    cells = [row for cell in kept.cells or () for row in (cell.figure, *cell.periods)]
    return [kept.figure, *kept.periods, *cells]


def _said(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in _ABOUT}


def differences(kept: Row, calculated: Row) -> list[Row]:
    """Where the row that is kept is not the one that it should be."""
    return [
        {"name": name, "kept": _told(kept.get(name)), "calculated": _told(value)}
        for name, value in calculated.items()
        if kept.get(name) != value
    ]


def _told(value: object) -> str | None:
    return None if value is None else str(value)
