"""Adding many results and indicators: what is wrong is told by line, the rest kept."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import DomainError, invalid
from bromost_indicators.contributions.schemas import ContributionCreate
from bromost_indicators.contributions.service import ContributionService
from bromost_indicators.indicators.schemas import IndicatorCreate
from bromost_indicators.indicators.service import IndicatorService
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService
from bromost_indicators.results.models import Result
from bromost_indicators.results.schemas import ResultCreate
from bromost_indicators.results.service import ResultService

from .schemas import (
    Line,
    LineOutcome,
    LineProblem,
    LinesCreate,
    LinesOut,
)


class _OnlyLookedAtError(Exception):
    """Takes back what a dry run did."""


@dataclass
class _Added:
    """What became of the lines so far."""

    owner: OwnerRef
    goals: Sequence[UUID]
    ids: dict[int, UUID] = field(default_factory=dict)
    results: dict[int, Result] = field(default_factory=dict)
    problems: dict[int, list[LineProblem]] = field(default_factory=dict)
    # The result that the next indicators belong to; none where it was refused.
    last: Result | None = None


class LineService:
    """Adds lines to a framework. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._projects = ProjectService(session)
        self._results = ResultService(session)
        self._indicators = IndicatorService(session)
        self._contributions = ContributionService(session)

    async def add(
        self, owner_id: UUID, wanted: LinesCreate, *, actor: Actor
    ) -> LinesOut:
        owner = await self._projects.get_for_change(owner_id, actor=actor)
        added = _Added(owner, await self._projects.goals(owner))
        with suppress(_OnlyLookedAtError):
            async with self._session.begin_nested():
                await self._add_all(added, wanted, actor)
        return _told(added, wanted)

    async def _add_all(self, added: _Added, wanted: LinesCreate, actor: Actor) -> None:
        for number, line in enumerate(wanted.lines, 1):
            await self._add(added, number, line, actor)
        for number, line in enumerate(wanted.lines, 1):
            await self._tie(added, number, line)
        if wanted.dry_run:
            raise _OnlyLookedAtError

    async def _add(self, added: _Added, number: int, line: Line, actor: Actor) -> None:
        try:
            async with self._session.begin_nested():
                if line.kind == "indicator":
                    added.ids[number] = await self._add_indicator(added, line, actor)
                    return
                added.last = None
                result = await self._add_result(added, line, actor)
                added.last = added.results[number] = result
                added.ids[number] = result.id
        except ValidationError as error:
            added.ids.pop(number, None)
            added.problems[number] = _wrong(error)
        except DomainError as error:
            added.problems[number] = _refused(error)

    async def _add_result(self, added: _Added, line: Line, actor: Actor) -> Result:
        fields: dict[str, Any] = {**line.fields, "kind": line.kind}
        if line.goals:
            fields["goal_ids"] = [_goal(added.goals, number) for number in line.goals]
        body = ResultCreate.model_validate(fields)
        return await self._results.add_to(added.owner, body, actor=actor)

    async def _add_indicator(self, added: _Added, line: Line, actor: Actor) -> UUID:
        body = IndicatorCreate.model_validate(line.fields)
        if added.last is None:
            raise invalid(
                "kind",
                code="no_result_above",
                message="An indicator needs a result above it.",
            )
        return (await self._indicators.add(added.last.id, body, actor=actor)).id

    async def _tie(self, added: _Added, number: int, line: Line) -> None:
        """Let a line that was added lead to others that were."""
        start = added.results.get(number)
        for to in line.leads_to if start else []:
            end = added.results.get(to)
            if start is None or end is None:
                problem = LineProblem(
                    field="leads_to",
                    code="unknown_line",
                    message=f"Line {to} is no result that was added.",
                )
                added.problems.setdefault(number, []).append(problem)
                continue
            wanted = ContributionCreate(to_result_id=end.id)
            try:
                async with self._session.begin_nested():
                    await self._contributions.tie(added.owner, start, end, wanted)
            except DomainError as error:
                added.problems.setdefault(number, []).extend(_refused(error))


def _goal(goals: Sequence[UUID], number: int) -> UUID:
    if not 1 <= number <= len(goals):
        raise invalid(
            "goals", code="unknown_goal", message=f"There is no goal {number}."
        )
    return goals[number - 1]


def _wrong(error: ValidationError) -> list[LineProblem]:
    return [
        LineProblem(
            field=".".join(str(part) for part in one["loc"]) or None,
            code=one["type"],
            message=one["msg"],
        )
        for one in error.errors(include_url=False)
    ]


def _refused(error: DomainError) -> list[LineProblem]:
    return [
        LineProblem(
            field=str(one.loc[-1]) if one.loc else None,
            code=one.code,
            message=one.message,
        )
        for one in error.fields
    ] or [LineProblem(field=None, code=error.code, message=error.detail)]


def _told(added: _Added, wanted: LinesCreate) -> LinesOut:
    done = "would_be_added" if wanted.dry_run else "added"
    outcomes = [
        LineOutcome(
            line=number,
            outcome=done if number in added.ids else "refused",
            id=None if wanted.dry_run else added.ids.get(number),
            problems=added.problems.get(number, []),
        )
        for number, _ in enumerate(wanted.lines, 1)
    ]
    refused = sum(one.outcome == "refused" for one in outcomes)
    return LinesOut(added=len(outcomes) - refused, refused=refused, outcomes=outcomes)
