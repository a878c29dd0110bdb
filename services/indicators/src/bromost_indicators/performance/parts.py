"""The rows of the table with the parts of one axis below them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.figures.breaking_down import Known, in_order, part_out
from bromost_indicators.figures.cells import BrokenDownBy
from bromost_indicators.figures.keeping import told_now
from bromost_indicators.figures.repository import FigureRepository
from bromost_indicators.figures.rows import KeptCell
from bromost_indicators.figures.schemas import BreakdownCategory

from .columns import Asked
from .repository import PerformanceRepository
from .schemas import PerformanceAxes, PerformanceAxis, PerformancePart, PerformanceRow


class PartService:
    """What indicators come to, category by category of an axis."""

    def __init__(self, session: AsyncSession) -> None:
        self._performance = PerformanceRepository(session)
        self._figures = FigureRepository(session)

    async def axes(self, asked: Asked, *, actor: Actor) -> PerformanceAxes:
        ids = await self._performance.axes(asked, visible_to=actor)
        named = await self._figures.cells.categories(ids) if ids else ()
        axes = {
            row.axis_id: PerformanceAxis(
                id=row.axis_id,
                name=row.axis_name,
                original_language=row.original_language,
            )
            for row in named
        }
        return PerformanceAxes(items=[axes[one] for one in ids if one in axes])

    async def with_parts(
        self, rows: Sequence[AnyRow], items: list[PerformanceRow], axis: UUID
    ) -> list[PerformanceRow]:
        """Of what is kept; of what changed since, as the whole is told."""
        categories = await self._figures.cells.categories([axis])
        cells = await self._cells(rows, [row.id for row in categories])
        still = await self._figures.cells.still_by(axis, list(cells))
        told = [
            row for of_row in cells.values() for one in of_row for row in one.periods
        ]
        spans = await self._figures.spans(sorted({row["period_id"] for row in told}))
        for item in items:
            in_force = [axis] if item.indicator_id in still else []
            by = BrokenDownBy([axis], in_force, categories)
            known = Known(item.decimals, by, spans)
            item.parts = [
                _part(cell, known)
                for cell in in_order(cells.get(item.indicator_id, ()), by)
            ]
        return items

    async def _cells(
        self, rows: Sequence[AnyRow], categories: Sequence[UUID]
    ) -> dict[UUID, list[KeptCell]]:
        kept = await self._figures.cells.kept_of([row.id for row in rows], categories)
        found = {key[0]: cells for key, cells in kept.items() if key[1] == "accepted"}
        stale = [row.id for row in rows if row.is_stale]
        if stale:
            wanted = {(one,) for one in categories}
            for one in await told_now(self._figures, dict.fromkeys(stale)):
                if one.figure["include"] == "accepted" and not one.pending:
                    found[one.figure["indicator_id"]] = [
                        cell
                        for cell in one.cells or ()
                        if tuple(cell.figure["cell"]) in wanted
                    ]
        return found


def _part(cell: KeptCell, known: Known) -> PerformancePart:
    told = part_out(cell, known)
    (category,) = told.categories
    row = next(one for one in known.by.categories if one.id == category)
    return PerformancePart(
        category=BreakdownCategory.model_validate(row, from_attributes=True),
        original_language=row.original_language,
        life=told.life,
        periods=told.periods,
    )
