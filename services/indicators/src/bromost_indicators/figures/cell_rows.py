"""The figures of parts as rows, beside those of the whole."""

from datetime import date
from typing import Any

from bromost_indicators.calculation.calculate import Figures
from bromost_indicators.calculation.cells import ALL, Cell
from bromost_indicators.calculation.parts import figures_of_parts, is_leaf

from .inputs import STATUSES, Inputs
from .rows import Kept, KeptCell, Row, amount_row, differences


def cells_of(inputs: Inputs, today: date) -> list[KeptCell] | None:
    """None where nothing is broken down: then there is nothing to keep, or to drop."""
    if inputs.apart is None:
        return None
    found = figures_of_parts(
        inputs.use, inputs.apart, today, statuses=STATUSES[inputs.include]
    )
    kept = [_cell(inputs, cell, figures) for cell, figures in found.items()]
    return sorted(kept, key=lambda one: key_of(one.figure))


def _cell(inputs: Inputs, cell: Cell, figures: Figures) -> KeptCell:
    about = {
        "indicator_id": inputs.indicator_id,
        "include": inputs.include,
        "cell": [one for one in cell if one is not ALL],
    }
    total = {
        **about,
        "is_leaf": is_leaf(cell),
        **amount_row("life", figures.totals.life),
        **amount_row("to_date", figures.totals.to_date),
    }
    periods = [
        {
            **about,
            "period_id": one.period.key,
            **amount_row("given", one.given.amount),
            "reported": one.given.reported,
            **amount_row("shown", one.actual),
        }
        for one in figures.periods
    ]
    return KeptCell(total, periods)


def key_of(row: Row) -> tuple[str, ...]:
    """Which part a row is of."""
    return tuple(str(one) for one in row["cell"])


def differing_cells(kept: Kept | None, wanted: Kept | None) -> list[Row]:
    """Where what is kept of the parts is not what they come to."""
    before, after = (_by_key(one) for one in (kept, wanted))
    found: list[Row] = []
    for key in sorted(before.keys() | after.keys()):
        if key in before and key in after:
            found += differences(before[key], after[key])
        else:
            told = {"kept": None, "calculated": "one"}
            if key in before:
                told = {"kept": "one", "calculated": None}
            found.append({"name": "cell", **told})
    return found


def _by_key(kept: Kept | None) -> dict[Any, Row]:
    cells = (kept.cells or []) if kept else []
    return {
        (key_of(row), str(row.get("period_id", ""))): row
        for cell in cells
        for row in (cell.figure, *cell.periods)
    }
