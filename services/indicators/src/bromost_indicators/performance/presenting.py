"""Rows of the table as the contract shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bromost_common.paging import AnyRow
from bromost_indicators.figures.models import FIGURE, PERIOD_FIGURE
from bromost_indicators.figures.presenting import figures_told, written
from bromost_indicators.figures.rows import Kept

from .schemas import (
    BaselineOut,
    Contribution,
    DefinitionInUse,
    FrameworkRef,
    MeasuredResult,
    PerformanceRow,
)

# Of the answer for one indicator, what the table tells once.
_ONCE = ("indicator_id", "include", "calculated_at")
_INDICATOR = ("title", "original_language", "kind", "unit", "unit_name", "decimals")


_FIGURE, _PERIOD_FIGURE = FIGURE.c.keys(), PERIOD_FIGURE.c.keys()


def _kept(rows: Sequence[AnyRow], names: Sequence[str]) -> list[dict[str, Any]]:
    """They stand side by side: to ask for each by its name takes many times as long."""
    if not rows:
        return []
    start = rows[0]._fields.index(f"f_{names[0]}")
    end = start + len(names)
    return [dict(zip(names, row[start:end], strict=True)) for row in rows]


def kept_of(row: AnyRow, periods: Sequence[AnyRow]) -> Kept | None:
    """What is kept of an indicator, if anything is, as it was read with it."""
    if row.f_as_of is None:
        return None
    known = _kept(periods, _PERIOD_FIGURE)
    told = [one for one in known if one["period_id"] is not None]
    (figure,) = _kept([row], _FIGURE)
    return Kept(figure, told)


def by_indicator(rows: Sequence[AnyRow], key: str) -> Mapping[UUID, list[AnyRow]]:
    found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


class Frameworks:
    """Whose indicators are, each made once: many rows are of few of them."""

    def __init__(self) -> None:
        self._known: dict[UUID, FrameworkRef] = {}

    def of(self, row: AnyRow) -> FrameworkRef:
        if row.owner_id not in self._known:
            self._known[row.owner_id] = FrameworkRef(
                id=row.owner_id,
                what=row.owner_what,
                code=row.owner_code,
                title=row.owner_title,
                original_language=row.owner_language,
            )
        return self._known[row.owner_id]


def definition_of(row: AnyRow) -> DefinitionInUse:
    return DefinitionInUse(
        id=row.definition_id,
        number=row.number,
        code=row.definition_code,
        name=row.definition_name,
    )


def baseline_of(row: AnyRow) -> BaselineOut:
    return BaselineOut(
        value=written(row.baseline_value, row.decimals), day=row.baseline_on
    )


def performance_row(
    row: AnyRow,
    kept: Kept,
    periods: Sequence[AnyRow],
    contributions: Sequence[AnyRow],
    frameworks: Frameworks,
) -> PerformanceRow:
    told = figures_told(kept, row.decimals, "accepted")
    told["periods"] = _periods(told["periods"], periods, row.decimals)
    return PerformanceRow(
        indicator_id=row.id,
        **{name: getattr(row, name) for name in _INDICATOR},
        direction=row.direction,
        is_synthetic=row.is_synthetic,
        framework=frameworks.of(row),
        result=MeasuredResult(
            id=row.result_id, kind=row.result_kind, title=row.result_title
        ),
        definition=definition_of(row),
        baseline=baseline_of(row),
        target_on=row.target_on,
        contributions=[_contribution(one, frameworks) for one in contributions],
        contributions_total=contributions[0].total if contributions else 0,
        parts=[],
        overlaps=[],
        **{name: said for name, said in told.items() if name not in _ONCE},
    )


def _periods(
    figures: Sequence[dict[str, Any]], rows: Sequence[AnyRow], decimals: int
) -> list[dict[str, Any]]:
    by_id = {row.id: row for row in rows}
    found = []
    for one in figures:
        # Added since the periods were read: the next reader sees it.
        if (row := by_id.get(one["period_id"])) is None:
            continue
        target = {
            "value": written(row.own_target_value, decimals),
            "low": written(row.own_target_low, decimals),
            "high": written(row.own_target_high, decimals),
        }
        days = {"starts_on": row.starts_on, "ends_on": row.ends_on}
        found.append({**one, **days, "target": target, "overlaps": []})
    return found


def _contribution(row: AnyRow, frameworks: Frameworks) -> Contribution:
    return Contribution(
        indicator_id=row.id,
        title=row.title,
        framework=frameworks.of(row),
        included=row.included,
        archived=row.archived,
        life=written(row.life_value, row.decimals),
        status=row.status,
    )
