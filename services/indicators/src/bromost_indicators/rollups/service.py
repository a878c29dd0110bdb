from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.definitions.repository import DefinitionRepository
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.indicators.repository import IndicatorRepository
from bromost_indicators.limits import MAX_ROLLUPS, refuse_beyond
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result

from .comparing import refuse_incomparable
from .models import Rollup
from .repository import RollupRepository
from .schemas import RollupCreate, RollupOut, RollupUpdate


class RollupCycleError(ConflictError):
    """An indicator would go into itself."""

    code = "rollup_cycle"


class RollupService:
    """Which figures go into which. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._rollups = RollupRepository(session)
        self._definitions = DefinitionRepository(session)
        self._indicators = IndicatorRepository(session)
        self._projects = ProjectService(session)

    async def add(
        self, indicator_id: UUID, wanted: RollupCreate, *, actor: Actor
    ) -> RollupOut:
        found = await self._indicators.get(indicator_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such indicator.")
        child, result = found
        owner = await self._projects.get_for_change(result.owner_id, actor=actor)
        await self._indicators.refresh(child, result)
        above = await self._indicators.get(wanted.parent_indicator_id, visible_to=actor)
        if above is None:
            raise _unknown_parent("There is no such indicator.")
        _refuse_foreign(owner, result, above[1])
        rollup = await self.tie(child, above[0], wanted)
        return RollupOut.model_validate(rollup, from_attributes=True)

    async def tie(
        self, child: Indicator, parent: Indicator, wanted: RollupCreate
    ) -> Rollup:
        """Let one indicator go into another; the caller holds the first's framework."""
        if child.archived_at is not None or parent.archived_at is not None:
            raise _unknown_parent("One of the indicators is archived.")
        _, counts = await self._definitions.version(child.definition_version_id)
        _, adds = await self._definitions.version(parent.definition_version_id)
        refuse_incomparable(counts, adds)
        _refuse_weight(wanted.weight, adds)
        if await self._rollups.goes_into(parent.id, child.id):
            raise RollupCycleError("The indicator would go into itself.")
        count = await self._rollups.count(child.id)
        refuse_beyond(MAX_ROLLUPS, count, "indicators that one goes into")
        rollup = Rollup(id=new_id(), child_indicator_id=child.id, **wanted.model_dump())
        await self._rollups.save(rollup)
        return rollup

    async def change(
        self, rollup_id: UUID, wanted: RollupUpdate, version: int, *, actor: Actor
    ) -> RollupOut:
        rollup = await self._hold(rollup_id, version, actor)
        changes = wanted.changes()
        changed = {n for n in changes if getattr(rollup, n) != changes[n]}
        if "weight" in changed:
            await self._refuse_weight(rollup, wanted.weight, actor)
        for name in changed:
            setattr(rollup, name, changes[name])
        if changed:
            rollup.version += 1
            await self._rollups.save(rollup)
        return RollupOut.model_validate(rollup, from_attributes=True)

    async def remove(self, rollup_id: UUID, version: int, *, actor: Actor) -> None:
        await self._rollups.remove(await self._hold(rollup_id, version, actor))

    async def _refuse_weight(
        self, rollup: Rollup, weight: Decimal | None, actor: Actor
    ) -> None:
        found = await self._indicators.get(rollup.parent_indicator_id, visible_to=actor)
        if found is None:
            raise _no_mean()
        _, above = await self._definitions.version(found[0].definition_version_id)
        _refuse_weight(weight, above)

    async def _hold(self, rollup_id: UUID, version: int, actor: Actor) -> Rollup:
        found = await self._rollups.get(rollup_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such link.")
        rollup, result = found
        await self._projects.get_for_change(result.owner_id, actor=actor)
        if not await self._rollups.refresh(rollup):
            raise NotFoundError("There is no such link.")
        if rollup.version != version:
            shown = RollupOut.model_validate(rollup, from_attributes=True)
            raise StaleVersionError("Somebody else changed this link.", current=shown)
        return rollup


def _refuse_foreign(owner: OwnerRef, below: Result, above: Result) -> None:
    """An indicator goes into those beside it, or into the programme's."""
    if above.owner_id != below.owner_id and above.programme_id != owner.programme_id:
        raise _unknown_parent("It is of another project.")


def _refuse_weight(weight: Decimal | None, above: DefinitionVersion) -> None:
    """Only what is put together as a mean asks how much each part counts."""
    if weight is None:
        return
    if weight <= 0:
        message = "It is more than 0; what is not to count is not included."
        raise invalid("body", "weight", code="weight_not_positive", message=message)
    if rule_of(above).of_parts != "weighted_mean":
        raise _no_mean()


def _no_mean() -> InvalidError:
    message = "The other indicator is no weighted mean."
    return invalid("body", "weight", code="weight_impossible", message=message)


def _unknown_parent(message: str) -> InvalidError:
    return invalid(
        "body", "parent_indicator_id", code="unknown_indicator", message=message
    )
