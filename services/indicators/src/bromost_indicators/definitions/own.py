"""A project's own definitions, each made and revised with its indicator."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_indicators.figures import HUNDRED

from .formulas import refuse_unknown_operands
from .models import Definition, DefinitionVersion
from .repository import DefinitionRepository
from .rules import COUNTING, TELLING, changed_rule, check_rule

OVER_100 = "allow_over_100"
# All that a body may say of a rule.
RULE_FIELDS = frozenset({*COUNTING, *TELLING, "axis_ids", OVER_100})


def with_bounds(
    given: Mapping[str, Any], before: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The rule that was asked for; a percentage ends at 100 unless it may be more."""
    asked = {name: value for name, value in given.items() if name != OVER_100}
    rule = changed_rule(before, asked)
    if rule["kind"] == "percentage" and "maximum" not in given:
        if OVER_100 in given:
            rule["maximum"] = None if given[OVER_100] else HUNDRED
        elif before is None or before["kind"] != "percentage":
            rule["maximum"] = HUNDRED
    return rule


class OwnDefinitions:
    """What one indicator goes by that was not taken from a library."""

    def __init__(self, session: AsyncSession) -> None:
        self._definitions = DefinitionRepository(session)

    async def make(
        self,
        owner: Mapping[str, UUID],
        title: dict[str, str],
        language: str,
        given: Mapping[str, Any],
        *,
        actor: Actor,
    ) -> DefinitionVersion:
        rule = with_bounds(given, None)
        definition = Definition(id=new_id(), **owner)
        version = DefinitionVersion(
            id=new_id(),
            definition_id=definition.id,
            number=1,
            name=title,
            original_language=language,
            created_by=actor.account_id,
        )
        await self._fill(version, rule)
        await self._definitions.add(definition)
        await self._definitions.add_published(version, rule.get("axis_ids") or [])
        return version

    async def revise(
        self, before: DefinitionVersion, given: Mapping[str, Any], *, actor: Actor
    ) -> tuple[DefinitionVersion, set[str]]:
        """The version that follows, and what it says otherwise; none, the same one."""
        told = await self._definitions.told(before)
        rule = with_bounds(given, told)
        changed = {name for name, value in told.items() if rule[name] != value}
        if not changed:
            return before, changed
        version = DefinitionVersion(
            id=new_id(),
            definition_id=before.definition_id,
            number=await self._definitions.next_number(before.definition_id),
            name=before.name,
            original_language=before.original_language,
            created_by=actor.account_id,
        )
        await self._fill(version, rule)
        await self._definitions.add_published(version, rule["axis_ids"])
        return version, changed

    async def _fill(self, version: DefinitionVersion, rule: Mapping[str, Any]) -> None:
        axis_ids = rule.get("axis_ids") or []
        check_rule(rule, axes=len(axis_ids))
        await refuse_unknown_operands(self._definitions, rule["formula"])
        await self._definitions.refuse_unknown_axes(axis_ids)
        for name in (*COUNTING, *TELLING):
            setattr(version, name, rule[name])
