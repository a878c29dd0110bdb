from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import StaleVersionError
from bromost_indicators.calculation.status import TOLERANCE
from bromost_indicators.indicators.presenting import plain
from bromost_indicators.projects.service import ProjectService

from .models import ProgrammeRules
from .repository import RulesRepository
from .schemas import ProgrammeRulesOut, ProgrammeRulesUpdate

# As the database has them where nothing was laid down.
DAYS_TO_REPORT, DAYS_TO_REVIEW = 30, 14


class ProgrammeRulesService:
    """What programmes lay down. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._rules = RulesRepository(session)
        self._projects = ProjectService(session)

    async def get(self, owner_id: UUID, *, actor: Actor) -> ProgrammeRulesOut:
        """Of a project, those of its programme."""
        owner = await self._projects.get(owner_id, actor=actor)
        return await self.holding(owner.programme_id)

    async def holding(self, programme_id: UUID) -> ProgrammeRulesOut:
        """What holds in the programme; the defaults where nothing is laid down."""
        return _out(await self._rules.get(programme_id) or _default(programme_id))

    async def change(
        self,
        programme_id: UUID,
        wanted: ProgrammeRulesUpdate,
        version: int,
        *,
        actor: Actor,
    ) -> ProgrammeRulesOut:
        """Waits for steps that are being taken: each goes by one set of rules."""
        await self._projects.get(programme_id, actor=actor, what="programme")
        await self._projects.hold(programme_id, "result.govern", actor=actor)
        rules = await self._rules.get(programme_id) or _default(programme_id)
        if rules.version != version:
            raise StaleVersionError(
                "Somebody else changed these rules.", current=_out(rules)
            )
        changes = wanted.changes()
        if "tolerance" in changes:
            changes["tolerance"] = Decimal(changes["tolerance"])
        changed = {name for name in changes if getattr(rules, name) != changes[name]}
        if changed:
            for name in changed:
                setattr(rules, name, changes[name])
            rules.version += 1
            await self._rules.keep(rules)
        return _out(rules)


def _default(programme_id: UUID) -> ProgrammeRules:
    return ProgrammeRules(
        id=new_id(),
        programme_id=programme_id,
        tolerance=TOLERANCE,
        second_level=False,
        days_to_report=DAYS_TO_REPORT,
        days_to_review=DAYS_TO_REVIEW,
        version=1,
    )


def _out(rules: ProgrammeRules) -> ProgrammeRulesOut:
    return ProgrammeRulesOut(
        programme_id=rules.programme_id,
        tolerance=plain(rules.tolerance),
        second_level=rules.second_level,
        days_to_report=rules.days_to_report,
        days_to_review=rules.days_to_review,
        version=rules.version,
    )
