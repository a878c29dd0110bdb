"""The parts of what formulas name, as they are kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import any_of
from bromost_indicators.calculation.cells import Cell
from bromost_indicators.calculation.rollup import Fed
from bromost_indicators.calculation.telling import Apart
from bromost_indicators.calculation.values import Amount

from .cells import CellRepository, Key
from .inputs import Include, Inputs
from .models import AMOUNT, FIGURE
from .rows import KeptCell, Row


class OperandCellRepository:
    """Every query on parts of indicators that formulas name."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._cells = CellRepository(session)

    async def with_parts(self, inputs: Sequence[Inputs]) -> list[Inputs]:
        """Of the same kind all of them; formulas say what their operands told apart.

        Also those of which none did: what was kept of their parts before is to go.
        """
        formulas = [one.indicator_id for one in inputs if one.use.formula is not None]
        if not formulas:
            return [*inputs]
        operands = {id_ for one in inputs for id_ in one.named.values()}
        kept = await self._kept(sorted(operands), inputs[0].include)
        axes = await self._cells.axes_beside(formulas) if kept else []
        known = await self._cells.axes(axes) if axes else {}
        of_all = [known[axis] for axis in axes]
        return [
            one
            if one.use.formula is None
            else one._replace(apart=Apart(of_all, {}, {}, _told(one, kept)))
            for one in inputs
        ]

    async def _kept(
        self, ids: Sequence[UUID], include: Include
    ) -> Mapping[UUID, Sequence[KeptCell]]:
        """Of those that have nothing that waits, what was accepted."""
        if not ids:
            return {}
        waiting: set[UUID] = set()
        if include == "submitted":
            waiting |= await self._with_more(ids)
        kept: Mapping[Key, list[KeptCell]] = await self._cells.kept_of(ids)
        return {
            id_: cells
            for (id_, kind), cells in kept.items()
            if (kind == "submitted") == (id_ in waiting)
        }

    async def _with_more(self, ids: Iterable[UUID]) -> set[UUID]:
        found = await self._session.scalars(
            select(FIGURE.c.indicator_id).where(
                FIGURE.c.indicator_id == any_of(ids), FIGURE.c.include == "submitted"
            )
        )
        return set(found)


def _told(
    inputs: Inputs, kept: Mapping[UUID, Sequence[KeptCell]]
) -> dict[str, dict[Cell, list[Fed]]]:
    feeds = inputs.use.operands.feeds
    return {
        code: {
            tuple(cell.figure["cell"]): _feed(feeds[code], cell.periods)
            for cell in kept.get(id_, ())
        }
        for code, id_ in inputs.named.items()
    }


def _feed(feed: Sequence[Fed], periods: Sequence[Row]) -> list[Fed]:
    """With the days and the rule of the whole."""
    rows = {row["period_id"]: row for row in periods}
    return [
        fed._replace(amount=_given(row), reported=row["reported"])
        for fed in feed
        if (row := rows.get(fed.period)) is not None
    ]


def _given(row: Row) -> Amount:
    told: dict[str, Any] = {name: row[f"given_{name}"] for name in AMOUNT}
    return Amount(**told | {"marks": frozenset(row["given_marks"])})
