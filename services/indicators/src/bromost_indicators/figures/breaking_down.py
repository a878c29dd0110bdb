"""The figures of parts as the contract shows them."""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from bromost_common.paging import AnyRow

from .cells import BrokenDownBy
from .inputs import Include
from .presenting import amount_of_row
from .rows import Kept, KeptCell, Row
from .schemas import (
    AmountOut,
    BreakdownAxis,
    BreakdownCategory,
    BreakdownOut,
    LackingAxis,
    PartOut,
    PartPeriodOut,
)


class Known(NamedTuple):
    """What the keys of parts stand for."""

    decimals: int
    by: BrokenDownBy
    spans: Mapping[UUID, AnyRow]
    # Axes of some of what a formula names, with the codes of those that lack them.
    lacking: Mapping[Hashable, Sequence[str]] = {}


def breakdown_out(kept: Kept, include: Include, known: Known) -> BreakdownOut:
    cells = kept.cells or []
    return BreakdownOut(
        indicator_id=kept.figure["indicator_id"],
        include=include,
        provisional=kept.figure["include"] != "accepted",
        as_of=kept.figure["as_of"],
        axes=_axes(cells, known.by),
        parts=[part_out(cell, known) for cell in in_order(cells, known.by)],
        not_by=_not_by(known),
    )


def _not_by(known: Known) -> list[LackingAxis]:
    rows = {row.axis_id: row for row in known.by.categories}
    return [
        LackingAxis(
            id=axis,
            name=rows[axis].axis_name,
            original_language=rows[axis].original_language,
            codes=[*known.lacking[axis]],
        )
        for axis in known.by.axes
        if axis in known.lacking
    ]


def in_order(cells: Sequence[KeptCell], by: BrokenDownBy) -> list[KeptCell]:
    """As their categories are listed; those of a single axis come first."""
    axes = {axis: at for at, axis in enumerate(by.axes)}
    places = {
        row.id: (axes[row.axis_id], at)
        for at, row in enumerate(sorted(by.categories, key=_listed))
    }

    def place(cell: KeptCell) -> tuple[bool, list[tuple[int, int]]]:
        row = cell.figure
        return row["is_leaf"], [places[category] for category in row["cell"]]

    return sorted(cells, key=place)


def _listed(row: AnyRow) -> tuple[bool, int, str]:
    return row.is_unknown, row.position, str(row.id)


def _axes(cells: Sequence[KeptCell], by: BrokenDownBy) -> list[BreakdownAxis]:
    kept = {category for cell in cells for category in cell.figure["cell"]}
    found = []
    for axis in by.axes:
        rows = [row for row in by.categories if row.axis_id == axis]
        told = [row for row in sorted(rows, key=_listed) if row.id in kept]
        if told:
            found.append(
                BreakdownAxis(
                    id=axis,
                    name=rows[0].axis_name,
                    original_language=rows[0].original_language,
                    in_force=axis in by.in_force,
                    categories=[
                        BreakdownCategory.model_validate(row, from_attributes=True)
                        for row in told
                    ],
                )
            )
    return found


def part_out(cell: KeptCell, known: Known) -> PartOut:
    total, broken = cell.figure, is_broken(cell.figure, known.by)
    return PartOut(
        categories=total["cell"],
        is_leaf=total["is_leaf"],
        life=_amount(total, "life", known, broken=broken),
        to_date=_amount(total, "to_date", known, broken=broken),
        periods=[
            PartPeriodOut(
                period_id=row["period_id"],
                starts_on=span.starts_on,
                ends_on=span.ends_on,
                shown=_amount(row, "shown", known, broken=broken),
            )
            for row in cell.periods
            if (span := known.spans.get(row["period_id"])) is not None
        ],
    )


def is_broken(row: Row, by: BrokenDownBy) -> bool:
    """Whether nothing more is counted here: its series ends."""
    live = {
        one.id
        for one in by.categories
        if not one.archived and one.axis_id in by.in_force
    }
    return not live.issuperset(row["cell"])


def _amount(row: Row, prefix: str, known: Known, *, broken: bool) -> AmountOut:
    told = amount_of_row(row, prefix, known.decimals)
    if broken and "series_break" not in told.marks:
        told.marks.append("series_break")
    return told
