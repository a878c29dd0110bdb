"""Rows into the framework, one by one, by the same rules as the editor's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import DomainError, invalid
from bromost_common.languages import Language
from bromost_indicators.contributions.schemas import (
    ContributionCreate,
    ContributionUpdate,
)
from bromost_indicators.contributions.service import ContributionService
from bromost_indicators.indicators.periods import PeriodService
from bromost_indicators.indicators.schemas import (
    IndicatorCreate,
    IndicatorUpdate,
    PeriodCreate,
    PeriodUpdate,
)
from bromost_indicators.indicators.service import IndicatorService
from bromost_indicators.results.schemas import ResultCreate, ResultUpdate
from bromost_indicators.results.service import ResultService

from .bodies import body_of, new_result
from .columns import COLUMNS, Part
from .present import Present
from .rows import Row

# Which column a refusal is about that names no field.
_ABOUT: Mapping[str, str] = {
    "unit_in_use": "unit",
    "decimals_in_use": "decimals",
    "bounds_in_use": "maximum",
    "rule_in_use": "kind",
    "inherited_elsewhere": "kind",
    "definition_archived": "definition",
    "definition_not_published": "definition",
    "framework_cycle": "to",
    "contribution_against_level": "to",
    "contribution_exists": "to",
    "period_overlaps": "starts_on",
}
_NAMES = {"goal_ids": "goals", "definition_version_id": "definition"}


@dataclass(frozen=True)
class Told:
    """What a file was sent with."""

    language: Language
    reason: str | None
    # The published versions of the definitions that the file names.
    definitions: Mapping[str, UUID]


class Storing:
    """Adds and changes what rows say. Runs inside its caller's transaction."""

    def __init__(
        self, session: AsyncSession, there: Present, told: Told, actor: Actor
    ) -> None:
        self._session = session
        self._there = there
        self._told = told
        self._actor = actor
        self._results = ResultService(session)
        self._links = ContributionService(session)
        self._indicators = IndicatorService(session)
        self._periods = PeriodService(session)

    async def store(self, row: Row) -> bool:
        """Whether it came about; if not, the row is told why."""
        try:
            async with self._session.begin_nested():
                if row.known is None:
                    row.id = await self._add(row)
                else:
                    await self._change(row, row.known.version)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                place = ".".join(str(part) for part in one["loc"])
                row.blame(_column(row.part, place), one["type"], one["msg"])
        except DomainError as error:
            for field in error.fields:
                place = str(field.loc[-1]) if field.loc else ""
                row.blame(_column(row.part, place), field.code, field.message)
            if not error.fields:
                column = _column(row.part, _ABOUT.get(error.code, ""))
                row.blame(column, error.code, error.detail)
        return not row.problems

    async def _add(self, row: Row) -> UUID:
        body = body_of(row, row.said.keys(), self._there.goals)
        actor, said = self._actor, row.said
        if row.part == "results":
            body |= new_result(row, self._told.language)
            wanted = ResultCreate.model_validate(body)
            made = await self._results.add_to(self._there.owner, wanted, actor=actor)
            return made.id
        if row.part == "links":
            tie = ContributionCreate.model_validate(
                {**body, "to_result_id": UUID(said["to"])}
            )
            return (await self._links.add(UUID(said["from"]), tie, actor=actor)).id
        if row.part == "indicators":
            body |= self._definition(row)
            use = IndicatorCreate.model_validate(body)
            below = UUID(said["result"])
            return (await self._indicators.add(below, use, actor=actor)).id
        period = PeriodCreate.model_validate(body)
        of = UUID(said["indicator"])
        return (await self._periods.add(of, period, actor=actor)).id

    def _definition(self, row: Row) -> dict[str, Any]:
        code = row.said.get("definition")
        if code is None:
            return {}
        version = self._told.definitions.get(code.lower())
        if version is None:
            raise invalid(
                "body",
                "definition",
                code="unknown_definition",
                message="There is no such definition for this framework.",
            )
        return {"definition_version_id": version}

    async def _change(self, row: Row, version: int) -> None:
        body = body_of(row, row.changes, self._there.goals)
        actor = self._actor
        assert row.id is not None
        if row.part == "results":
            change = ResultUpdate.model_validate(body)
            await self._results.change(row.id, change, version, actor=actor)
            return
        if row.part == "links":
            tie = ContributionUpdate.model_validate(body)
            await self._links.change(row.id, tie, version, actor=actor)
            return
        if self._told.reason is not None:
            body["reason"] = self._told.reason
        if row.part == "indicators":
            use = IndicatorUpdate.model_validate(body)
            await self._indicators.change(row.id, use, version, actor=actor)
            return
        period = PeriodUpdate.model_validate(body)
        await self._periods.change(row.id, period, version, actor=actor)


def _column(part: Part, field: str) -> str:
    """The column that a field of the contract is in; else the first one."""
    wanted = _NAMES.get(field, field)
    columns = COLUMNS[part]
    found = (one.name for one in columns if wanted in {one.name, one.field})
    return next(found, columns[0].name)
