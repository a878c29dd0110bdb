from datetime import UTC, datetime
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
from .presenting import Named, amount_out, contributor, figures_out, origin_out
from .repository import FigureRepository
from .schemas import ContributorOut, ExplainOut, FiguresOut, Total


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
        (inputs,) = await self._figures.inputs([indicator_id], wanted.include)
        figures = calculate(inputs.use, today(), statuses=STATUSES[wanted.include])
        origin = _origin(inputs.use, figures, wanted.period_id, wanted.total)
        keys = [key for key in entries_of(origin) if isinstance(key, UUID)]
        children = [child.key for child in inputs.use.children]
        named = Named(
            await self._figures.entries(keys),
            await self._figures.named(
                [key for key in children if isinstance(key, UUID)], visible_to=actor
            ),
        )
        amount = origin.amount
        return ExplainOut(
            indicator_id=indicator_id,
            include=wanted.include,
            as_of=today(),
            figure=amount_out(
                amount._asdict() | {"marks": sorted(amount.marks)}, indicator.decimals
            ),
            origin=origin_out(origin, named),
            left_out=_left_out(inputs.use, named),
            unplaced=len(figures.rolled_up.unplaced),
        )

    async def _found(self, indicator_id: UUID, actor: Actor) -> AnyRow:
        found = await self._figures.indicator(indicator_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such indicator.")
        return found


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
