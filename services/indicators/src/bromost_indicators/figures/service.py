from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.calculate import Figures, Use, calculate
from bromost_indicators.calculation.lineage import (
    Origin,
    entries_of,
    of_life,
    of_shown,
    of_to_date,
)

from .inputs import Include
from .keeping import STATUSES, calculated, today
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


class FigureService:
    """What indicators come to, and why."""

    def __init__(self, session: AsyncSession) -> None:
        self._figures = FigureRepository(session)

    async def get(
        self, indicator_id: UUID, include: Include, *, actor: Actor
    ) -> FiguresOut:
        """What is kept, if nothing changed since; otherwise what it comes to now."""
        indicator = await self._found(indicator_id, actor)
        include = _allowed(include, indicator)
        kept_of = await self._figures.kept_of([indicator_id])
        official = kept_of.get((indicator_id, "accepted"))
        if (
            official is None
            or official.figure["as_of"] != today()
            or await self._figures.is_due(indicator_id)
        ):
            official, *more = await calculated(self._figures, [indicator_id], today())
            with_more = more[0] if more else None
            for kept in (official, *more):
                kept.figure["calculated_at"] = datetime.now(UTC)
        else:
            with_more = kept_of.get((indicator_id, "submitted"))
        kept = official if include == "accepted" else with_more or official
        return figures_out(kept, indicator.decimals, include)

    async def explain(
        self, indicator_id: UUID, wanted: Wanted, *, actor: Actor
    ) -> ExplainOut:
        """Where the figure of a period, or of all of them, comes from."""
        indicator = await self._found(indicator_id, actor)
        include = _allowed(wanted.include, indicator)
        (inputs,) = await self._figures.inputs([indicator_id], include)
        figures = calculate(inputs.use, today(), statuses=STATUSES[include])
        origin = _origin(inputs.use, figures, wanted.period_id, wanted.total)
        named = await self._named(origin, inputs.use, actor)
        amount = origin.amount
        return ExplainOut(
            indicator_id=indicator_id,
            include=include,
            as_of=today(),
            figure=amount_out(
                amount._asdict() | {"marks": sorted(amount.marks)}, indicator.decimals
            ),
            origin=origin_out(origin, named),
            rules=await self._rules(origin, named),
            left_out=_left_out(inputs.use, named),
            unplaced=len(figures.rolled_up.unplaced),
        )

    async def _named(self, origin: Origin, use: Use, actor: Actor) -> Named:
        """What the keys stand for, as far as the actor sees it."""
        entries = await self._figures.entries(_ids(entries_of(origin)))
        places = {row.place_id for row in entries.values()}
        return Named(
            entries,
            await self._figures.named(
                _ids(child.key for child in use.children), visible_to=actor
            ),
            await self._figures.spans(_ids(one.key for one in parts_of(origin))),
            await self._figures.places(_ids(places)),
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


def _origin(use: Use, figures: Figures, period_id: UUID | None, total: Total) -> Origin:
    if period_id is None:
        how = of_life if total == "life" else of_to_date
        return how(use, figures, today())
    if all(period.key != period_id for period in use.periods):
        raise NotFoundError("There is no such period of this indicator.")
    return of_shown(use, figures, period_id)
