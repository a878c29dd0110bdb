from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import NotFoundError, StaleVersionError, invalid
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.calculate import calculate
from bromost_indicators.calculation.rules import COUNTED_ONCE, Rule
from bromost_indicators.entries.checking import PeriodLockedError
from bromost_indicators.entries.locked import locked
from bromost_indicators.figures.inputs import STATUSES, Include
from bromost_indicators.figures.keeping import today
from bromost_indicators.figures.repository import FigureRepository
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.indicators.periods import IndicatorArchivedError
from bromost_indicators.indicators.repository import IndicatorRepository
from bromost_indicators.limits import refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result

from .models import Overlap
from .parts import Ground, NotCountedOnceError, grounds, refuse_unfit, unknown_part
from .presenting import ground_out, with_history
from .repository import OverlapRepository
from .schemas import OverlapCreate, OverlapsOut, OverlapWithHistory

# Of one indicator; and of the same parts of it.
MAX_OVERLAPS, MAX_SAID = 200, 50


class _Looked(NamedTuple):
    """What the figures say of where people could be counted again."""

    grounds: list[Ground]
    rule: Rule


class OverlapService:
    """Who is in several parts of a count. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._overlaps = OverlapRepository(session)
        self._figures = FigureRepository(session)
        self._indicators = IndicatorRepository(session)
        self._projects = ProjectService(session)

    async def get(
        self, indicator_id: UUID, period_id: UUID | None, *, actor: Actor
    ) -> OverlapsOut:
        _, result = await self._found(indicator_id, actor)
        owner = await self._projects.get(result.owner_id, actor=actor)
        shown = await self._figures.indicator(indicator_id, visible_to=actor)
        include: Include = "submitted"
        if shown is None or not shown.reads_unapproved:
            include = "accepted"
        looked = await self._looked(indicator_id, period_id, include)
        if looked is None:
            raise NotFoundError("There is no such period of this indicator.")
        rows = await self._overlaps.said(indicator_id, period_id)
        more = {one for ground in looked.grounds for one in ground.amounts}
        known = await self._overlaps.names(rows, more, visible_to=actor)
        return OverlapsOut(
            indicator_id=indicator_id,
            period_id=period_id,
            may_state=await self._projects.may_change(owner, actor=actor),
            grounds=[ground_out(one, indicator_id, known) for one in looked.grounds],
            stated=with_history(rows, known),
        )

    async def state(
        self, indicator_id: UUID, wanted: OverlapCreate, *, actor: Actor
    ) -> OverlapWithHistory:
        """Say it, or that it is known no longer; what was said before stays."""
        indicator, result = await self._found(indicator_id, actor)
        owner = await self._projects.get_for_change(result.owner_id, actor=actor)
        await self._refuse_closed(indicator, result)
        looked = await self._looked(indicator_id, wanted.period_id, "submitted")
        if looked is None:
            message = "It is no period of this indicator."
            raise invalid("body", "period_id", code="unknown_period", message=message)
        if looked.rule.population not in COUNTED_ONCE or looked.rule.kind == "formula":
            raise NotCountedOnceError("It does not count people who are counted once.")
        overlap = Overlap(
            id=new_id(),
            indicator_id=indicator_id,
            **wanted.model_dump(exclude={"after", "parts"}),
            part_ids=sorted(wanted.parts),
            recorded_by=actor.account_id,
            recorded_at=datetime.now(UTC),
        )
        overlap.number = await self._next(overlap, wanted, actor)
        # What is taken back may be of parts that are none any longer.
        if wanted.repeats is not None:
            await self._refuse_unseen(wanted, indicator_id, actor)
            before = await self._beside(indicator_id, wanted)
            refuse_unfit(wanted, looked.grounds, before, looked.rule.decimals)
        else:
            overlap.source = None
        await self._refuse_locked(overlap, owner, actor)
        explain(self._session, wanted.reason, required=overlap.number > 1)
        await self._overlaps.add(overlap)
        return await self._shown(overlap, actor)

    async def _beside(self, indicator_id: UUID, wanted: OverlapCreate) -> list[AnyRow]:
        """What holds between the same kind of parts, at the same time."""
        at = (wanted.period_id, wanted.between_what)
        held = await self._overlaps.in_force([indicator_id])
        return [
            row
            for row in held.get(indicator_id, ())
            if (row.period_id, row.between_what) == at
        ]

    async def _next(self, overlap: Overlap, wanted: OverlapCreate, actor: Actor) -> int:
        count, number = await self._overlaps.counts(overlap.indicator_id, overlap)
        if number != wanted.after:
            current = await self._shown(overlap, actor) if number else None
            raise StaleVersionError("Somebody else said something.", current=current)
        if number == 0:
            if wanted.repeats is None:
                message = "Nothing was said of these parts that could be taken back."
                raise invalid("body", "repeats", code="missing", message=message)
            refuse_beyond(MAX_OVERLAPS, count, "overlaps of one indicator")
        refuse_beyond(MAX_SAID, number, "statements of the same parts")
        return number + 1

    async def _refuse_unseen(
        self, wanted: OverlapCreate, indicator_id: UUID, actor: Actor
    ) -> None:
        """What one does not see is no part that one can speak of."""
        known = await self._overlaps.names((), wanted.parts, visible_to=actor)
        if not {indicator_id, *known.names, *known.spans} >= set(wanted.parts):
            raise unknown_part()

    async def _refuse_locked(
        self, overlap: Overlap, owner: OwnerRef, actor: Actor
    ) -> None:
        periods = [overlap.period_id] if overlap.period_id else overlap.part_ids
        locks = await locked(
            self._session, periods, owner, actor=actor, today=datetime.now(UTC).date()
        )
        for lock in locks.values():
            raise PeriodLockedError(lock.told())

    async def _refuse_closed(self, indicator: Indicator, result: Result) -> None:
        await self._indicators.refresh(indicator, result)
        if indicator.archived_at is not None or result.archived_at is not None:
            raise IndicatorArchivedError("This indicator or its result is archived.")

    async def _looked(
        self, indicator_id: UUID, period_id: UUID | None, include: Include
    ) -> _Looked | None:
        """None where it has no such period."""
        (inputs,) = await self._figures.inputs([indicator_id], include)
        use = inputs.use
        rules = {period.key: period.rule for period in use.periods}
        if period_id is not None and period_id not in rules:
            return None
        figures = calculate(use, today(), statuses=STATUSES[include])
        return _Looked(
            grounds(indicator_id, use, figures, period_id),
            use.rule if period_id is None else rules[period_id],
        )

    async def _shown(self, overlap: Overlap, actor: Actor) -> OverlapWithHistory:
        rows: Sequence[AnyRow] = [
            row
            for row in await self._overlaps.said(
                overlap.indicator_id, overlap.period_id
            )
            if (row.between_what, row.part_ids)
            == (overlap.between_what, overlap.part_ids)
        ]
        known = await self._overlaps.names(rows, (), visible_to=actor)
        (shown,) = with_history(rows, known)
        return shown

    async def _found(
        self, indicator_id: UUID, actor: Actor
    ) -> tuple[Indicator, Result]:
        found = await self._indicators.get(indicator_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such indicator.")
        return found
