"""Figures as rows: what is kept, compared by the audit, and shown."""

from datetime import date
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from bromost_indicators.calculation.calculate import Figures, PeriodFigure
from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.progress import Progress
from bromost_indicators.calculation.values import Amount

from .inputs import Include, Inputs, rule_told
from .models import AMOUNT, TARGET

Row: TypeAlias = dict[str, Any]


class Kept(NamedTuple):
    """An indicator's row, and one for each of its periods in their order."""

    figure: Row
    periods: list[Row]

    @property
    def key(self) -> tuple[UUID, Include]:
        return self.figure["indicator_id"], self.figure["include"]


def rows_of(inputs: Inputs, figures: Figures, today: date) -> Kept:
    found = figures.totals
    figure = {
        "indicator_id": inputs.indicator_id,
        "include": inputs.include,
        "as_of": today,
        "rule_version": inputs.use.rule.version,
        "inputs": inputs.digest,
        **_amount("life", found.life),
        **_amount("to_date", found.to_date),
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


def _period(inputs: Inputs, one: PeriodFigure) -> Row:
    return {
        "period_id": one.period.key,
        "include": inputs.include,
        "indicator_id": inputs.indicator_id,
        **_amount("given", one.given.amount),
        "reported": one.given.reported,
        "rule": rule_told(one.period.rule),
        **_amount("shown", one.actual),
        **_progress(one.progress),
        "status": one.status,
    }


def _amount(prefix: str, amount: Amount) -> Row:
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
    return len(one.periods) == len(other.periods) and all(
        _said(a) == _said(b)
        for a, b in zip(
            [one.figure, *one.periods], [other.figure, *other.periods], strict=True
        )
    )


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
