"""What was told of the parts of values, and what is kept of them, as rows.

Nothing here asks anything for indicators that are not broken down.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Uuid,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bromost_common.db import any_of
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.cells import Cell, with_whole
from bromost_indicators.calculation.rollup import Child, Fed, in_currency_of
from bromost_indicators.calculation.telling import Apart, Axis
from bromost_indicators.calculation.values import Amount
from bromost_indicators.definitions.models import DefinitionAxis, DefinitionVersion
from bromost_indicators.entries.models import EntryCell
from bromost_indicators.indicators.models import Indicator, IndicatorVersion, Period
from bromost_indicators.results.models import Result

from .cell_rows import differing_cells, key_of
from .columns import AXES, CATEGORY, CELL, CELLS_HANDED_UP
from .inputs import Include, Inputs, Told, amount_of, said
from .models import CELL_FIGURE, CELL_PERIOD_FIGURE
from .rows import Kept, KeptCell, Row

Key = tuple[UUID, Include]
# What a child hands up of a cell, period by period.
_Handed = dict[UUID, dict[Cell, dict[UUID, AnyRow]]]


def axes_of(versions: Iterable[AnyRow]) -> list[UUID]:
    """All that it was ever broken down by; what holds now comes first."""
    newest_first = reversed([row.axes for row in versions])
    return list(dict.fromkeys(axis for axes in newest_first for axis in axes))


class BrokenDownBy(NamedTuple):
    """The axes of an indicator, with their categories."""

    axes: Sequence[UUID]
    in_force: Sequence[UUID]
    categories: Sequence[AnyRow]


class CellRepository:
    """Every query on the figures of parts, and on what they come from."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _rows(self, statement: Any) -> Sequence[AnyRow]:
        return (await self._session.execute(statement)).all()

    async def with_parts(
        self, inputs: Sequence[Inputs], told: Mapping[UUID, Told]
    ) -> list[Inputs]:
        """Of the same kind all of them; those that are broken down say by what."""
        axes = {
            one.indicator_id: axes_of(told[one.indicator_id].versions) for one in inputs
        }
        broken = [one for one in inputs if axes[one.indicator_id]]
        if not broken:
            return [*inputs]
        known = await self.axes({axis for found in axes.values() for axis in found})
        cells = await self._cells(told[one.indicator_id] for one in broken)
        parents = [one.indicator_id for one in broken if one.use.children]
        handed = await self._handed_up(parents, broken[0].include) if parents else {}
        return [
            _with_wholes(one, told[one.indicator_id], cells)._replace(
                apart=Apart(
                    [known[axis] for axis in axes[one.indicator_id]],
                    {row.id: cells[row.id] for row in told[one.indicator_id].entries},
                    _children(one, told[one.indicator_id], handed),
                )
            )
            if axes[one.indicator_id]
            else one
            for one in inputs
        ]

    async def axes(self, ids: Iterable[UUID]) -> dict[UUID, Axis]:
        rows = await self.categories(ids)
        found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        for row in rows:
            found[row.axis_id].append(row)
        return {
            axis: Axis(
                axis,
                next(row.id for row in of_axis if row.is_unknown),
                frozenset(row.id for row in of_axis),
            )
            for axis, of_axis in found.items()
        }

    async def categories(self, axes: Iterable[UUID]) -> Sequence[AnyRow]:
        told = func.indicators.categories_of(literal([*axes], ARRAY(Uuid())))
        return await self._rows(select(told.table_valued(*CATEGORY)))

    async def broken_down_by(self, indicator_id: UUID) -> BrokenDownBy:
        """All axes that it ever had, and which of them it has now."""
        versions = await self._rows(
            select(AXES, DefinitionVersion.formula)
            .select_from(IndicatorVersion)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == IndicatorVersion.definition_version_id,
            )
            .where(IndicatorVersion.indicator_id == indicator_id)
            .order_by(IndicatorVersion.number)
        )
        axes = axes_of(versions)
        in_force = versions[-1].axes
        if any(row.formula is not None for row in versions):
            # A formula goes by whatever it names is broken down by.
            axes = in_force = await self.axes_beside([indicator_id])
        categories = await self.categories(axes) if axes else ()
        return BrokenDownBy(axes, in_force, categories)

    async def axes_beside(self, ids: Sequence[UUID]) -> list[UUID]:
        """By what anything in the frameworks of these was ever broken down."""
        beside, other = aliased(Indicator), aliased(Result)
        found = await self._session.scalars(
            select(DefinitionAxis.axis_id)
            .distinct()
            .select_from(Indicator)
            .join(Result, Result.id == Indicator.result_id)
            .join(
                other,
                or_(
                    other.project_id == Result.project_id,
                    other.programme_id == Result.programme_id,
                ),
            )
            .join(beside, beside.result_id == other.id)
            .join(IndicatorVersion, IndicatorVersion.indicator_id == beside.id)
            .join(
                DefinitionAxis,
                DefinitionAxis.definition_version_id
                == IndicatorVersion.definition_version_id,
            )
            .where(Indicator.id == any_of(ids))
            .order_by(DefinitionAxis.axis_id)
        )
        return list(found)

    async def _cells(
        self, told: Iterable[Told]
    ) -> defaultdict[UUID, dict[Cell, Amount]]:
        entries = [row.id for one in told for row in one.entries]
        found: defaultdict[UUID, dict[Cell, Amount]] = defaultdict(dict)
        for row in await self._rows(
            select(*CELL).where(EntryCell.entry_id == any_of(entries))
        ):
            categories = (row.category_1, row.category_2, row.category_3)
            cell = tuple(one for one in categories if one is not None)
            found[row.entry_id][cell] = said(row)
        return found

    async def _handed_up(
        self, parents: Sequence[UUID], include: Include
    ) -> dict[UUID, _Handed]:
        told = func.indicators.cells_handed_up(
            literal([*parents], ARRAY(Uuid())), include
        )
        found: dict[UUID, _Handed] = {}
        for row in await self._rows(select(told.table_valued(*CELLS_HANDED_UP))):
            of_child = found.setdefault(row.parent_id, {}).setdefault(row.child_id, {})
            of_child.setdefault(tuple(row.cell), {})[row.period_id] = row
        return found

    async def still_by(self, axis: UUID, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these go by the axis now; a formula goes by what it names."""
        rows = await self._rows(
            select(Indicator.id, AXES, DefinitionVersion.formula)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .where(Indicator.id == any_of(ids))
        )
        return {row.id for row in rows if row.formula or axis in row.axes}

    async def kept_of(
        self, ids: Sequence[UUID], categories: Sequence[UUID] | None = None
    ) -> dict[Key, list[KeptCell]]:
        """In the order of their categories; their periods in that of their days.

        Of these categories alone, if any are named.
        """
        found: dict[Key, dict[Any, KeptCell]] = {}
        for row in await self._rows(
            select(CELL_FIGURE).where(
                CELL_FIGURE.c.indicator_id == any_of(ids),
                _alone(CELL_FIGURE.c.cell, categories),
            )
        ):
            of_use = found.setdefault((row.indicator_id, row.include), {})
            told = dict(row._mapping)  # noqa: SLF001  # the documented way
            of_use[key_of(told)] = KeptCell(told, [])
        days = (
            select(Period.id, Period.starts_on)
            .where(Period.indicator_id == any_of(ids))
            .cte()
            .prefix_with("MATERIALIZED")
        )
        for row in await self._rows(
            select(CELL_PERIOD_FIGURE)
            .join(days, days.c.id == CELL_PERIOD_FIGURE.c.period_id)
            .where(
                CELL_PERIOD_FIGURE.c.indicator_id == any_of(ids),
                _alone(CELL_PERIOD_FIGURE.c.cell, categories),
            )
            .order_by(CELL_PERIOD_FIGURE.c.indicator_id, days.c.starts_on)
        ):
            told = dict(row._mapping)  # noqa: SLF001  # the documented way
            of_use = found.get((row.indicator_id, row.include), {})
            if cell := of_use.get(key_of(told)):
                cell.periods.append(told)
        return {
            key: [cells[name] for name in sorted(cells)] for key, cells in found.items()
        }

    async def keep(self, all_kept: Sequence[Kept]) -> None:
        """Put these into the place of those that were there, where they differ."""
        broken = [kept for kept in all_kept if kept.cells is not None]
        if not broken:
            return
        before = await self.kept_of([kept.key[0] for kept in broken])
        changed = [
            kept
            for kept in broken
            if differing_cells(kept._replace(cells=before.get(kept.key, [])), kept)
        ]
        gone = [kept.key for kept in changed if kept.key in before]
        if gone:
            key = tuple_(CELL_FIGURE.c.indicator_id, CELL_FIGURE.c.include)
            await self._session.execute(delete(CELL_FIGURE).where(key.in_(gone)))
        cells = [cell for kept in changed for cell in kept.cells or ()]
        if cells:
            await self._put(CELL_FIGURE, [cell.figure for cell in cells])
        periods = [row for cell in cells for row in cell.periods]
        if periods:
            await self._put(CELL_PERIOD_FIGURE, periods)

    async def _put(self, table: Any, rows: list[Row]) -> None:
        await self._session.execute(insert(table), rows)


def _with_wholes(
    inputs: Inputs, told: Told, cells: Mapping[UUID, Mapping[Cell, Amount]]
) -> Inputs:
    """Of shares that were once kept without what their cells are shares of."""
    groups = {
        row.id: cells[row.id]
        for row in told.entries
        if row.denominator is None and not row.is_partial and row.id in cells
    }
    if not groups:
        return inputs
    rules = {period.key: period.rule for period in inputs.use.periods}
    entries = [
        one._replace(amount=with_whole(rules[one.period], one.amount, groups[one.key]))
        if one.key in groups
        else one
        for one in inputs.use.entries
    ]
    return inputs._replace(use=replace(inputs.use, entries=entries))


def _alone(cell: Any, categories: Sequence[UUID] | None) -> ColumnElement[bool]:
    if categories is None:
        return true()
    return and_(func.cardinality(cell) == 1, cell[1] == any_of(categories))


def _children(
    inputs: Inputs, told: Told, handed: Mapping[UUID, _Handed]
) -> dict[Any, dict[Cell, list[Fed]]]:
    """In the currency of what they go into, like the whole."""
    below = handed.get(inputs.indicator_id, {})
    return {
        child.key: {
            cell: in_currency_of(inputs.use.periods, _feed(child, rows), told.rates)
            for cell, rows in below[child.key].items()
        }
        for child in told.children
        if isinstance(child.key, UUID) and child.key in below
    }


def _feed(child: Child, rows: Mapping[Any, AnyRow]) -> list[Fed]:
    return [
        fed._replace(amount=amount_of(row), reported=row.reported)
        for fed in child.feed
        if (row := rows.get(fed.period)) is not None
    ]
