from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.calculate import Figures, Use, calculate
from bromost_indicators.calculation.cells import Cell
from bromost_indicators.calculation.formula_parts import FormulaParts
from bromost_indicators.calculation.lineage import (
    Origin,
    entries_of,
    of_life,
    of_shown,
    of_to_date,
)
from bromost_indicators.calculation.parts import Parts, split
from bromost_indicators.calculation.telling import NOTHING_APART
from bromost_indicators.entries.presenting import evidence_of
from bromost_indicators.entries.repository import EntryRepository
from bromost_indicators.overlaps.presenting import stated

from .breaking_down import Known, breakdown_out
from .inputs import STATUSES, Include, Inputs
from .keeping import current, today
from .presenting import (
    Named,
    amount_out,
    contributor,
    figures_out,
    origin_out,
    shown_parts,
)
from .repository import FigureRepository
from .schemas import (
    BreakdownOut,
    ContributorOut,
    ExplainOut,
    FiguresOut,
    RuleInForce,
    Total,
)


class Wanted(NamedTuple):
    """Which figure of an indicator is to be explained."""

    period_id: UUID | None
    total: Total
    include: Include
    # Of a part of it: a category of one axis, or of each of them.
    categories: Sequence[UUID] = ()


class FigureService:
    """What indicators come to, and why."""

    def __init__(self, session: AsyncSession) -> None:
        self._figures = FigureRepository(session)
        self._entries = EntryRepository(session)

    async def get(
        self, indicator_id: UUID, include: Include, *, actor: Actor
    ) -> FiguresOut:
        indicator = await self._found(indicator_id, actor)
        include = _allowed(include, indicator)
        kept = await current(self._figures, indicator_id, include)
        return figures_out(kept, indicator.decimals, include)

    async def parts(
        self, indicator_id: UUID, include: Include, *, actor: Actor
    ) -> BreakdownOut:
        """The same of what it is broken down into."""
        indicator = await self._found(indicator_id, actor)
        include = _allowed(include, indicator)
        kept = await current(self._figures, indicator_id, include)
        cells = kept.cells
        if cells is None:
            known = await self._figures.cells.kept_of([indicator_id])
            cells = known.get(kept.key, [])
        periods = {row["period_id"] for cell in cells for row in cell.periods}
        return breakdown_out(
            kept._replace(cells=cells),
            include,
            Known(
                indicator.decimals,
                await self._figures.cells.broken_down_by(indicator_id),
                await self._figures.spans(sorted(periods)),
                await self._lacking(indicator, include),
            ),
        )

    async def _lacking(
        self, indicator: AnyRow, include: Include
    ) -> Mapping[Hashable, Sequence[str]]:
        """Of a formula, the axes that it lacks for what it names is not broken down."""
        if indicator.formula is None:
            return {}
        (inputs,) = await self._figures.inputs([indicator.id], include)
        return FormulaParts(inputs.use, inputs.apart or NOTHING_APART).lacking

    async def explain(
        self, indicator_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> ExplainOut:
        """Where the figure of a period, or of all of them, comes from."""
        indicator = await self._found(indicator_id, actor)
        include = _allowed(wanted.include, indicator)
        (inputs,) = await self._figures.inputs([indicator_id], include)
        use, part = _part(inputs, wanted.categories)
        # Of the day of the figure that is looked at elsewhere.
        day = await self._figures.day_told(indicator_id) or today()
        figures = calculate(use, day, statuses=STATUSES[include])
        origin = part(_origin(use, figures, wanted, day))
        named = await self._named(origin, inputs, actor)
        amount = origin.amount
        return ExplainOut(
            indicator_id=indicator_id,
            include=include,
            as_of=day,
            figure=amount_out(
                amount._asdict() | {"marks": sorted(amount.marks)}, indicator.decimals
            ),
            decimals=indicator.decimals,
            origin=origin_out(origin, named),
            rules=await self._rules(origin, named),
            left_out=_left_out(use, named),
            unplaced=len(figures.rolled_up.unplaced),
        )

    async def _named(self, origin: Origin, inputs: Inputs, actor: Actor) -> Named:
        """What the keys stand for, as far as the actor sees it."""
        entries = await self._figures.entries(_ids(entries_of(origin)))
        places = {row.place_id for row in entries.values()}
        children = inputs.use.children
        return Named(
            entries,
            await self._figures.named(
                [*_ids(child.key for child in children), *inputs.named.values()],
                visible_to=actor,
            ),
            await self._figures.spans(_ids(one.key for one in parts_of(origin))),
            await self._figures.places(_ids(places)),
            evidence_of(await self._entries.evidence(list(entries))),
            inputs.named,
            await stated(
                self._figures.overlaps,
                _ids(o.key for one in parts_of(origin) for o in one.overlaps),
                visible_to=actor,
            ),
        )

    async def _rules(self, origin: Origin, named: Named) -> list[RuleInForce]:
        shown = parts_of(origin, lambda one: shown_parts(one, named))
        rows = await self._figures.rules_named(
            _ids({one.rule_version for one in shown})
        )
        return [RuleInForce.model_validate(row, from_attributes=True) for row in rows]

    async def _found(self, indicator_id: UUID, actor: Actor) -> AnyRow:
        found = await self._figures.indicator(indicator_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such indicator.")
        return found


def _allowed(include: Include, indicator: AnyRow) -> Include:
    """What waits, also far below, is not for who only funds it."""
    return include if indicator.reads_unapproved else "accepted"


def _ids(keys: Iterable[object]) -> list[UUID]:
    return [key for key in keys if isinstance(key, UUID)]


def parts_of(
    origin: Origin, below: Callable[[Origin], Iterable[Origin]] = attrgetter("parts")
) -> Iterator[Origin]:
    """The origin with all that it was made of."""
    yield origin
    for part in below(origin):
        yield from parts_of(part, below)


def _left_out(use: Use, named: Named) -> list[ContributorOut]:
    shown = [
        contributor(named.indicators.get(child.key))
        for child in use.children
        if not child.included and isinstance(child.key, UUID)
    ]
    return [one for one in shown if one is not None]


def _part(
    inputs: Inputs, categories: Sequence[UUID]
) -> tuple[Use, Callable[[Origin], Origin]]:
    """What is explained, and how its amounts are shown."""
    if not categories:
        return inputs.use, lambda origin: origin
    parts = split(
        inputs.use, inputs.apart or NOTHING_APART, statuses=STATUSES[inputs.include]
    )
    cell = parts.cell_of(categories)
    if cell is None:
        raise NotFoundError("Nothing was told of such a part.")
    return parts.use_of(cell), lambda origin: _shown(origin, parts, cell)


def _shown(origin: Origin, parts: Parts | FormulaParts, cell: Cell) -> Origin:
    below = [_shown(part, parts, cell) for part in origin.parts]
    return origin._replace(amount=parts.shown(cell, origin.amount), parts=below)


def _origin(use: Use, figures: Figures, wanted: Wanted, day: date) -> Origin:
    if wanted.period_id is None:
        how = of_life if wanted.total == "life" else of_to_date
        return how(use, figures, day)
    if all(period.key != wanted.period_id for period in use.periods):
        raise NotFoundError("There is no such period of this indicator.")
    return of_shown(use, figures, wanted.period_id)
