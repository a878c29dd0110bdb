from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Table,
    Text,
    Uuid,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.rollup import Child
from bromost_indicators.definitions.models import Definition, DefinitionVersion
from bromost_indicators.entries.models import Entry
from bromost_indicators.indicators.models import (
    Indicator,
    IndicatorVersion,
    Period,
)
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.indicators.series import FIGURE_DECIMALS
from bromost_indicators.overlaps.repository import OverlapRepository
from bromost_indicators.places.models import Place
from bromost_indicators.projects.repository import (
    PROJECTS,
    reads_unapproved,
    visible_results,
)
from bromost_indicators.results.models import Result
from bromost_indicators.rollups.models import Rollup

from .cells import CellRepository
from .columns import (
    BESIDE,
    ENTRY,
    HANDED_UP,
    INDICATORS,
    IS_ARCHIVED,
    OPERANDS,
    PERIOD,
    RULE,
    as_fed,
)
from .inputs import (
    Feeds,
    Include,
    Inputs,
    Told,
    children_of,
    formula_of,
    inputs_of,
    operands_of,
)
from .models import DUE, FIGURE, PERIOD_FIGURE
from .operand_cells import OperandCellRepository
from .rates import rates_between
from .rows import Kept, Row, differences
from .writing import told_in

# So many below an indicator take as much room as another indicator.
_LIGHT = 5
_WAITING = ("submitted", "verified")
COUNTED: dict[Include, tuple[str, ...]] = {
    "accepted": ("accepted",),
    "submitted": (*_WAITING, "accepted"),
}
# Whoever writes figures does so alone: a slower one would bring back old ones.
_WRITING = "figures are written"


def _operands(text: str) -> frozenset[str]:
    formula = formula_of(text)
    return formula.operands if formula else frozenset()


class FigureRepository:
    """Every query on figures, and on what they come from."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.cells = CellRepository(session)
        self.overlaps = OverlapRepository(session)
        self._operand_cells = OperandCellRepository(session)

    async def indicator(
        self, indicator_id: UUID, *, visible_to: Actor
    ) -> AnyRow | None:
        found = await self._session.execute(
            select(
                Indicator.id,
                FIGURE_DECIMALS.label("decimals"),
                DefinitionVersion.formula,
                reads_unapproved(visible_to, Result).label("reads_unapproved"),
            )
            .join(
                DefinitionVersion,
                DefinitionVersion.id == Indicator.definition_version_id,
            )
            .join(Result, Result.id == Indicator.result_id)
            .where(
                Indicator.id == indicator_id,
                visible_results(visible_to, Result),
            )
        )
        return found.one_or_none()

    async def waiting(self, ids: Sequence[UUID]) -> list[UUID]:
        """Those of which something waits to be accepted, also in what is below."""
        own = (
            select(Period.indicator_id)
            .join(Entry, Entry.period_id == Period.id)
            .where(Period.indicator_id == any_of(ids), Entry.status.in_(_WAITING))
            .distinct()
        )
        below = func.indicators.with_more_below(literal([*ids], ARRAY(Uuid())))
        return sorted(
            {
                *await self._session.scalars(own),
                *await self._session.scalars(select(below)),
            }
        )

    async def all_inputs(self, ids: Sequence[UUID]) -> list[Inputs]:
        """The official ones first, then those of what waits to be accepted."""
        official = await self.inputs(ids)
        waiting = await self.waiting(ids)
        return [
            *official,
            *(await self.inputs(waiting, "submitted") if waiting else []),
        ]

    async def inputs(
        self, ids: Sequence[UUID], include: Include = "accepted"
    ) -> list[Inputs]:
        """What the figures of these indicators come from, in the order of the ids."""
        indicators = await self._rows(INDICATORS.where(Indicator.id == any_of(ids)))
        periods: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        of_period: dict[UUID, UUID] = {}
        for row in await self._rows(
            select(*PERIOD)
            .where(Period.indicator_id == any_of(ids))
            .order_by(Period.indicator_id, Period.starts_on)
        ):
            periods[row.indicator_id].append(row)
            of_period[row.id] = row.indicator_id
        entries = await self._entries(of_period, include)
        rules, children = await self._rules(ids), await self._children(ids, include)
        operands = await self._operands(rules, include)
        rates = await rates_between(self._session, rules, children, operands)
        overlaps = await self.overlaps.of_rules(rules)
        told = {
            row.id: Told(
                *(rules[row.id], periods[row.id], entries[row.id]),
                *(children[row.id], operands.get(row.id, {}), rates),
                overlaps[row.id],
            )
            for row in indicators
        }
        found = [inputs_of(row, told[row.id], include) for row in indicators]
        found = await self.cells.with_parts(found, told)
        return await self._operand_cells.with_parts(found)

    async def _entries(
        self, of_period: Mapping[UUID, UUID], include: Include
    ) -> defaultdict[UUID, list[AnyRow]]:
        """By indicator, only those that could hold: others are not even read."""
        found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        for row in await self._rows(
            select(*ENTRY)
            .ext(distinct_on(Entry.period_id, Entry.place_id))
            # Not joined: what guards entries makes it look dear to go by their index.
            .where(
                Entry.period_id == any_of(of_period),
                Entry.status.in_(COUNTED[include]),
            )
            .order_by(Entry.period_id, Entry.place_id, Entry.number.desc())
        ):
            found[of_period[row.period_id]].append(row)
        return found

    async def _rules(self, ids: Sequence[UUID]) -> defaultdict[UUID, list[AnyRow]]:
        found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        for row in await self._rows(
            select(*RULE)
            .join(
                DefinitionVersion,
                DefinitionVersion.id == IndicatorVersion.definition_version_id,
            )
            .where(IndicatorVersion.indicator_id == any_of(ids))
            .order_by(IndicatorVersion.indicator_id, IndicatorVersion.number)
        ):
            found[row.indicator_id].append(row)
        return found

    async def _children(
        self, ids: Sequence[UUID], include: Include
    ) -> defaultdict[UUID, list[Child]]:
        """What is handed up to these, also by those that the reader does not see."""
        told = func.indicators.handed_up(literal([*ids], ARRAY(Uuid())), include)
        rows = await self._rows(select(*as_fed(told.table_valued(*HANDED_UP))))
        found: defaultdict[UUID, list[Child]] = defaultdict(list)
        for parent_id, of_parent in groupby(rows, key=attrgetter("parent_id")):
            found[parent_id] = children_of(list(of_parent))
        return found

    async def _operands(
        self, rules: Mapping[UUID, Sequence[AnyRow]], include: Include
    ) -> dict[UUID, Feeds]:
        """What formulas are worked out from: indicators of the same framework."""
        wanted = [
            (one, code)
            for one, versions in rules.items()
            if (formula := formula_of(versions[-1].formula))
            for code in sorted(formula.operands)
        ]
        if not wanted:
            return {}
        told = func.indicators.operands_of(
            literal([one for one, _ in wanted], ARRAY(Uuid())),
            literal([code for _, code in wanted], ARRAY(Text())),
            include,
        )
        rows = await self._rows(select(*as_fed(told.table_valued(*OPERANDS))))
        return {
            parent_id: operands_of(list(of_parent))
            for parent_id, of_parent in groupby(rows, key=attrgetter("parent_id"))
        }

    async def named(
        self, ids: Sequence[UUID], *, visible_to: Actor
    ) -> dict[UUID, AnyRow]:
        """Those of these indicators that the actor sees."""
        rows = await self._rows(
            select(
                *(Indicator.id, Indicator.title),
                *(Result.project_id, Result.programme_id),
                IS_ARCHIVED,
            )
            .join(Result, Result.id == Indicator.result_id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
            .where(Indicator.id == any_of(ids), visible_results(visible_to, Result))
        )
        return {row.id: row for row in rows}

    async def mark_above(self, ids: Sequence[UUID]) -> None:
        """Whatever these hand something up to comes to something else now."""
        above = select(Rollup.parent_indicator_id).where(
            Rollup.child_indicator_id == any_of(ids), Rollup.included
        )
        await self._session.execute(
            insert(DUE).from_select(["indicator_id"], above.distinct())
        )
        told = func.indicators.formulas_beside(literal([*ids], ARRAY(Uuid())))
        beside = await self._rows(select(told.table_valued(*BESIDE)))
        changed = {row.id for row in beside if row.code in _operands(row.formula)}
        if changed:
            await self._session.execute(
                insert(DUE), [{"indicator_id": one} for one in sorted(changed)]
            )

    async def _rows(self, statement: Any) -> Sequence[AnyRow]:
        return (await self._session.execute(statement)).all()

    async def kept_of(self, ids: Sequence[UUID]) -> dict[tuple[UUID, Include], Kept]:
        """What is kept of many indicators, in two statements whatever their number."""
        figures = await self._rows(
            select(FIGURE).where(FIGURE.c.indicator_id == any_of(ids))
        )
        rows = [Kept(dict(row._mapping), []) for row in figures]  # noqa: SLF001  # the documented way to a row's names
        found = {kept.key: kept for kept in rows}
        # By itself: what guards both makes it look better to read them as a whole.
        days = (
            select(Period.id, Period.starts_on)
            .where(Period.indicator_id == any_of(ids))
            .cte()
            .prefix_with("MATERIALIZED")
        )
        periods = await self._rows(
            select(PERIOD_FIGURE)
            .join(days, days.c.id == PERIOD_FIGURE.c.period_id)
            .where(PERIOD_FIGURE.c.indicator_id == any_of(ids))
            .order_by(PERIOD_FIGURE.c.indicator_id, days.c.starts_on)
        )
        for row in periods:
            if kept := found.get((row.indicator_id, row.include)):
                kept.periods.append(dict(row._mapping))  # noqa: SLF001  # the documented way
        return found

    async def keep(
        self,
        all_kept: Sequence[Kept],
        *,
        instead_of: Mapping[tuple[UUID, Include], Kept] | None = None,
    ) -> None:
        """Put these rows into the place of those that were there, where they differ."""
        before = instead_of or {}
        if instead_of is None or before.keys() - {kept.key for kept in all_kept}:
            await self._drop_submitted([kept.key[0] for kept in all_kept])
            before = {key: kept for key, kept in before.items() if key[1] == "accepted"}
        figures, periods = [], []
        for kept in all_kept:
            old = before.get(kept.key)
            if old is None or differences(old.figure, kept.figure):
                figures.append(kept.figure)
            known = {row["period_id"]: row for row in old.periods} if old else {}
            periods += [
                row
                for row in kept.periods
                if not (was := known.get(row["period_id"])) or differences(was, row)
            ]
        if figures:
            await self._put(FIGURE, figures)
        if periods:
            await self._put(PERIOD_FIGURE, periods)
        await self.cells.keep(all_kept)

    async def _drop_submitted(self, ids: Sequence[UUID]) -> None:
        """Those are kept only as long as they come to something else."""
        for table in (FIGURE, PERIOD_FIGURE):
            await self._session.execute(
                delete(table).where(
                    table.c.indicator_id == any_of(ids), table.c.include == "submitted"
                )
            )

    async def _put(self, table: Table, rows: list[Row]) -> None:
        """All of them in one statement: a part of an audit brings thousands."""
        keys = {column.name for column in table.primary_key}
        names = [*rows[0]]
        made = upsert(table).from_select(names, told_in(table, names, rows))
        replaced: dict[str, Any] = {
            name: made.excluded[name] for name in names if name not in keys
        }
        if table is FIGURE:
            replaced["calculated_at"] = func.now()
        await self._session.execute(
            made.on_conflict_do_update(constraint=table.primary_key, set_=replaced)
        )

    async def write_alone(self) -> None:
        key = func.hashtextextended(literal(_WRITING), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))

    async def write_side_by_side(self) -> None:
        """With others that write figures of other indicators; never with the worker."""
        key = func.hashtextextended(literal(_WRITING), 0)
        await self._session.execute(select(func.pg_advisory_xact_lock_shared(key)))

    async def due(self, limit: int) -> tuple[list[int], list[UUID]]:
        """Whose marks are the oldest, and all marks that they have."""
        oldest = select(DUE.c.indicator_id).order_by(DUE.c.id).limit(limit).subquery()
        rows = await self._rows(
            select(DUE.c.id, DUE.c.indicator_id).where(
                DUE.c.indicator_id.in_(select(oldest.c.indicator_id))
            )
        )
        ids = await self._light(sorted({row.indicator_id for row in rows}), limit)
        return [row.id for row in rows if row.indicator_id in ids], sorted(ids)

    async def _light(self, ids: Sequence[UUID], limit: int) -> set[UUID]:
        """As many as fit: one above many others reads all that goes into it."""
        below = dict(
            tuple(row)
            for row in await self._rows(
                select(Rollup.parent_indicator_id, func.count())
                .where(Rollup.parent_indicator_id == any_of(ids))
                .group_by(Rollup.parent_indicator_id)
            )
        )
        taken: set[UUID] = set()
        room = limit
        for one in ids:
            if room > 0:
                taken.add(one)
                room -= 1 + below.get(one, 0) // _LIGHT
        return taken

    async def is_due(self, indicator_id: UUID) -> bool:
        marked = select(DUE.c.id).where(DUE.c.indicator_id == indicator_id).exists()
        return bool(await self._session.scalar(select(marked)))

    async def with_many_below(self, ids: Sequence[UUID], most: int) -> set[UUID]:
        """Whatever the reader sees of these."""
        told = func.indicators.with_many_below(literal([*ids], ARRAY(Uuid())), most)
        return set(await self._session.scalars(select(told)))

    async def day_told(self, indicator_id: UUID) -> date | None:
        """The day of what is kept; none if that is no longer what is told."""
        marked = select(DUE.c.id).where(DUE.c.indicator_id == indicator_id)
        day: date | None = await self._session.scalar(
            select(FIGURE.c.as_of).where(
                FIGURE.c.indicator_id == indicator_id,
                FIGURE.c.include == "accepted",
                ~marked.exists(),
            )
        )
        return day

    async def marked(self, ids: Sequence[UUID]) -> set[UUID]:
        found = await self._session.scalars(
            select(DUE.c.indicator_id).where(DUE.c.indicator_id.in_(ids))
        )
        return set(found)

    async def settle(self, marks: Sequence[int]) -> None:
        """Take the marks away that were seen; later ones stay."""
        await self._session.execute(delete(DUE).where(DUE.c.id.in_(marks)))

    async def marks_of(self, ids: Sequence[UUID]) -> list[int]:
        found = await self._session.scalars(
            select(DUE.c.id).where(DUE.c.indicator_id.in_(ids))
        )
        return list(found)

    async def ids_between(self, first: UUID, last: UUID, *, above: bool) -> list[UUID]:
        """From one to the other in the order of their ids, if others go into them."""
        goes_in = select(Rollup.id).where(Rollup.parent_indicator_id == Indicator.id)
        found = await self._session.scalars(
            select(Indicator.id)
            .where(Indicator.id.between(first, last))
            .where(goes_in.exists() if above else ~goes_in.exists())
            .order_by(Indicator.id)
        )
        return list(found)

    async def entries(self, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
        rows = await self._rows(
            select(
                Entry.id,
                Entry.period_id,
                Entry.place_id,
                Entry.number,
                Entry.state,
                Entry.status,
                Entry.comment,
                Entry.recorded_at,
                Entry.recorded_by,
                ACCOUNTS.c.display_name.label("recorder"),
                ACCOUNTS.c.link_of,
                Period.starts_on,
                Period.ends_on,
            )
            .join(Period, Period.id == Entry.period_id)
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == Entry.recorded_by)
            .where(Entry.id.in_(ids))
        )
        return {row.id: row for row in rows}

    async def spans(self, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
        """The days of these periods."""
        rows = await self._rows(
            select(Period.id, Period.starts_on, Period.ends_on).where(
                Period.id.in_(ids)
            )
        )
        return {row.id: row for row in rows}

    async def places(self, ids: Sequence[UUID]) -> dict[UUID, AnyRow]:
        rows = await self._rows(select(Place.id, Place.name).where(Place.id.in_(ids)))
        return {row.id: row for row in rows}

    async def rules_named(self, ids: Sequence[UUID]) -> Sequence[AnyRow]:
        """Versions of definitions, as an explanation calls them."""
        return await self._rows(
            select(
                DefinitionVersion.id,
                DefinitionVersion.definition_id,
                DefinitionVersion.number,
                Definition.code,
                DefinitionVersion.name,
            )
            .join(Definition, Definition.id == DefinitionVersion.definition_id)
            .where(DefinitionVersion.id.in_(ids))
            .order_by(DefinitionVersion.definition_id, DefinitionVersion.number)
        )
