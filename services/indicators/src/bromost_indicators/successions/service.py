"""A new version of a definition is taken up by all uses of a programme."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.contracts.indicators import DefinitionTakenUp
from bromost_common.errors import DomainError
from bromost_common.outbox import publish
from bromost_common.paging import AnyRow
from bromost_indicators.calculation.rules import continues
from bromost_indicators.definitions.calculating import rule_of
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.definitions.repository import DefinitionRepository
from bromost_indicators.indicators.schemas import IndicatorVersionCreate
from bromost_indicators.indicators.service import IndicatorService
from bromost_indicators.indicators.use_of_rules import UseOfRules
from bromost_indicators.projects.service import ProjectService

from .repository import SuccessionRepository
from .schemas import SuccessionCreate, SuccessionOut, SuccessionOutcome

# So few that whoever records a value meanwhile does not wait long.
PART: Final = 50


class _OnlyLookedAtError(Exception):
    """Undoes what was tried."""


class SuccessionService:
    """Each use goes the way of a single one. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._uses = SuccessionRepository(session)
        self._definitions = DefinitionRepository(session)
        self._indicators = IndicatorService(session)
        self._rules = UseOfRules(session)
        self._projects = ProjectService(session)

    async def take_up(
        self, programme_id: UUID, wanted: SuccessionCreate, *, actor: Actor
    ) -> SuccessionOut:
        programme = await self._projects.get_for_change(
            programme_id, actor=actor, what="programme"
        )
        version = await self._rules.taken(
            wanted.definition_version_id, {}, programme, actor=actor
        )
        assert version is not None
        already = await self._uses.already(programme_id, version, visible_to=actor)
        found = await self._uses.uses(
            programme_id, version, wanted.after, PART + 1, visible_to=actor
        )
        rows = found[:PART]
        outcomes: list[SuccessionOutcome] = []
        with suppress(_OnlyLookedAtError):
            async with self._session.begin_nested():
                outcomes += [
                    await self._tried(row, version, wanted, actor) for row in rows
                ]
                if wanted.dry_run:
                    raise _OnlyLookedAtError
                self._tell(outcomes, version, actor)
        more = len(found) > len(rows)
        return SuccessionOut(
            outcomes=outcomes,
            already=already,
            next=rows[-1].indicator_id if more else None,
        )

    async def _tried(
        self,
        row: AnyRow,
        version: DefinitionVersion,
        wanted: SuccessionCreate,
        actor: Actor,
    ) -> SuccessionOutcome:
        body = IndicatorVersionCreate.model_validate(
            {
                "starts_on": wanted.starts_on.isoformat(),
                "reason": wanted.reason,
                "definition_version_id": version.id,
            }
        )
        _, before = await self._definitions.version(row.definition_version_id)
        breaks = not continues(rule_of(before), rule_of(version))
        try:
            async with self._session.begin_nested():
                await self._indicators.break_series(
                    row.indicator_id, body, row.version, actor=actor, is_told=False
                )
        except DomainError as refusal:
            return _outcome(row, breaks=breaks, refusal=refusal)
        return _outcome(row, breaks=breaks)

    def _tell(
        self,
        outcomes: Sequence[SuccessionOutcome],
        version: DefinitionVersion,
        actor: Actor,
    ) -> None:
        """Once for each framework, however many of its indicators it concerns."""
        changed: defaultdict[UUID, list[SuccessionOutcome]] = defaultdict(list)
        for one in outcomes:
            if one.outcome == "changed":
                changed[one.owner_id].append(one)
        for owner_id, group in changed.items():
            publish(
                self._session,
                DefinitionTakenUp(
                    object_id=owner_id,
                    actor_id=actor.account_id,
                    project_id=owner_id,
                    project_code=group[0].owner_code,
                    project_title={**group[0].owner_title},
                    is_of_programme=group[0].what == "programme",
                    original_language=version.original_language,
                    count=len(group),
                    definition_name=version.name,
                    number=version.number,
                ),
            )


def _outcome(
    row: AnyRow, *, breaks: bool, refusal: DomainError | None = None
) -> SuccessionOutcome:
    first = refusal.fields[0] if refusal and refusal.fields else None
    return SuccessionOutcome(
        indicator_id=row.indicator_id,
        title=row.title,
        original_language=row.original_language,
        owner_id=row.owner_id,
        what=row.what,
        owner_code=row.owner_code,
        owner_title=row.owner_title,
        number=row.number,
        outcome="refused" if refusal else "changed",
        breaks=breaks,
        code=(first.code if first else refusal.code) if refusal else None,
        message=(first.message if first else refusal.detail) if refusal else None,
    )
