"""Which rule an indicator goes by: of a library, or its own, from a day on or ever."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import ConflictError, FieldError, InvalidError, invalid
from bromost_indicators.definitions.models import DefinitionVersion
from bromost_indicators.definitions.own import RULE_FIELDS, OwnDefinitions
from bromost_indicators.definitions.repository import DefinitionRepository
from bromost_indicators.definitions.rules import COUNTING
from bromost_indicators.projects.schemas import OwnerRef

from .models import Indicator
from .repository import IndicatorRepository
from .rules import check_indicator, check_what_is_stored, refuse_inherited
from .schemas import IndicatorVersionCreate


class DefinitionNotPublishedError(ConflictError):
    """A draft is used by nobody."""

    code = "definition_not_published"


class DefinitionArchivedError(ConflictError):
    """What is archived is taken by nobody anew."""

    code = "definition_archived"


class BreakInsidePeriodError(ConflictError):
    """A period would be half under one rule and half under another."""

    code = "break_inside_period"


class UseOfRules:
    """What definitions are to indicators."""

    def __init__(self, session: AsyncSession) -> None:
        self._indicators = IndicatorRepository(session)
        self._definitions = DefinitionRepository(session)
        self._own = OwnDefinitions(session)

    async def taken(
        self,
        version_id: UUID | None,
        rule: Mapping[str, Any],
        project: OwnerRef,
        *,
        actor: Actor,
    ) -> DefinitionVersion | None:
        """The library's version that is asked for, if it is one for this project."""
        if version_id is None:
            return None
        found = await self._definitions.library_version(version_id, visible_to=actor)
        if found is None or found[0].programme_id not in {None, project.programme_id}:
            raise invalid(
                "body",
                "definition_version_id",
                code="unknown_definition",
                message="There is no such definition for this project.",
            )
        definition, version = found
        if version.published_at is None:
            raise DefinitionNotPublishedError("This version is still a draft.")
        if definition.archived_at is not None:
            raise DefinitionArchivedError("This definition is archived.")
        _refuse_of_library(rule)
        return version

    async def own(
        self,
        owner: OwnerRef,
        title: dict[str, str],
        language: str,
        rule: Mapping[str, Any],
        *,
        actor: Actor,
    ) -> DefinitionVersion:
        """A new definition of a project, or of the programme whose result it shows."""
        of = "programme_id" if owner.is_programme else "project_id"
        return await self._own.make({of: owner.id}, title, language, rule, actor=actor)

    async def corrected(
        self, indicator: Indicator, asked: Mapping[str, Any], *, actor: Actor
    ) -> tuple[DefinitionVersion, set[str]]:
        """The rule as it should have been since its last break, and what is new."""
        definition, version = await self._definitions.version(
            indicator.definition_version_id
        )
        if not asked:
            return version, set()
        if definition.code is not None:
            _refuse_of_library(asked)
        if indicator.origin_mode == "inherited":
            told = await self._definitions.told(version)
            refuse_inherited(indicator, told, asked)
            return version, set()
        revised, changed = await self._own.revise(version, asked, actor=actor)
        if changed:
            last = await self._indicators.newest_version(indicator.id)
            stored = await self._indicators.extent(indicator.id, last.starts_on)
            check_what_is_stored(revised, stored, changed)
            indicator.definition_version_id = revised.id
            last.definition_version_id = revised.id
        return revised, changed

    async def break_series(
        self,
        indicator: Indicator,
        project: OwnerRef,
        wanted: IndicatorVersionCreate,
        *,
        actor: Actor,
    ) -> None:
        """Another rule from a day on; on the day of the last break, instead of that."""
        last = await self._indicators.newest_version(indicator.id)
        day = wanted.starts_on
        if last.starts_on is not None and day < last.starts_on:
            raise invalid(
                "body",
                "starts_on",
                code="break_too_early",
                message="The series has a later break already.",
            )
        if await self._indicators.divides_period(indicator.id, day):
            raise BreakInsidePeriodError("It begins where a period does.")
        stored = await self._indicators.extent(indicator.id, day)
        rule = await self._next(indicator, project, wanted, actor)
        _, before = await self._definitions.version(indicator.definition_version_id)
        changed = {n for n in COUNTING if getattr(before, n) != getattr(rule, n)}
        check_what_is_stored(rule, stored, changed)
        if indicator.title == before.name:
            indicator.title = rule.name
        indicator.definition_version_id = rule.id
        check_indicator(indicator, rule)
        if last.starts_on == day:
            last.definition_version_id = rule.id
        else:
            await self._indicators.continue_series(indicator, last, day)

    async def _next(
        self,
        indicator: Indicator,
        project: OwnerRef,
        wanted: IndicatorVersionCreate,
        actor: Actor,
    ) -> DefinitionVersion:
        given = wanted.changes()
        asked = {name: given[name] for name in RULE_FIELDS & given.keys()}
        taken = await self.taken(
            wanted.definition_version_id, asked, project, actor=actor
        )
        if taken is not None and taken.id != indicator.definition_version_id:
            return taken
        definition, before = await self._definitions.version(
            indicator.definition_version_id
        )
        if taken is None and definition.code is not None:
            _refuse_of_library(asked)
        if taken is None and asked:
            revised, changed = await self._own.revise(before, asked, actor=actor)
            if changed:
                return revised
        raise invalid(
            "body", code="nothing_changes", message="It is the rule that it has."
        )


def _refuse_of_library(rule: Mapping[str, Any]) -> None:
    """What the library says is said there alone."""
    if rule:
        raise InvalidError(
            "This is said in the library.",
            fields=[
                FieldError(("body", name), "defined_in_library", "The library says it.")
                for name in sorted(rule)
            ],
        )
