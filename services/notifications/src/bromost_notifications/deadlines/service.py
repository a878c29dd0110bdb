from datetime import date, timedelta
from typing import Any, get_args
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, require_everywhere
from bromost_common.db import new_id
from bromost_common.errors import StaleVersionError

from .models import DeadlineRules
from .repository import DeadlineRepository
from .schemas import (
    DAYS_AHEAD,
    DeadlinePreviewOut,
    DeadlineRule,
    DeadlineRulesBody,
    DeadlineRulesOut,
    Kind,
    RemindersAhead,
    Step,
)


class DeadlineService:
    """When who is reminded. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._deadlines = DeadlineRepository(session)

    async def get(self, programme_id: UUID | None, *, actor: Actor) -> DeadlineRulesOut:
        if programme_id is not None:
            await self._deadlines.require(actor, "deadline.read", programme_id)
        return await self._out(await self._rules(programme_id))

    async def replace(
        self,
        programme_id: UUID | None,
        wanted: DeadlineRulesBody,
        version: int,
        *,
        actor: Actor,
    ) -> DeadlineRulesOut:
        await self._require(programme_id, actor)
        rules = await self._rules(programme_id)
        if rules.version != version:
            raise StaleVersionError(
                "Somebody else changed these reminders.", current=await self._out(rules)
            )
        steps = _steps(wanted, rules)
        if rules.rules != steps:
            rules.rules = steps
            rules.version += 1
            await self._deadlines.keep(rules)
        return await self._out(rules)

    async def preview(
        self,
        programme_id: UUID | None,
        wanted: DeadlineRulesBody,
        today: date,
        *,
        actor: Actor,
    ) -> DeadlinePreviewOut:
        """What would be told in the coming days; nothing is kept of it."""
        await self._require(programme_id, actor)
        until = today + timedelta(days=DAYS_AHEAD - 1)
        steps = _steps(wanted, await self._rules(programme_id))
        rows = await self._deadlines.ahead(programme_id, steps, today, until)
        (every,) = [row for row in rows if row.kind is None]
        return DeadlinePreviewOut(
            until=until,
            messages=every.messages,
            people=every.people,
            ahead=[
                RemindersAhead(
                    kind=row.kind,
                    to=row.told_as,
                    messages=row.messages,
                    people=row.people,
                )
                for row in rows
                if row.kind is not None
            ],
        )

    async def _require(self, programme_id: UUID | None, actor: Actor) -> None:
        if programme_id is None:
            require_everywhere(actor, "deadline.manage")
        else:
            await self._deadlines.require(actor, "deadline.write", programme_id)

    async def _rules(self, programme_id: UUID | None) -> DeadlineRules:
        found = await self._deadlines.rules(programme_id)
        return found or DeadlineRules(
            id=new_id(), programme_id=programme_id, rules={}, version=1
        )

    async def _out(self, own: DeadlineRules) -> DeadlineRulesOut:
        base = own
        if own.programme_id is not None:
            base = await self._rules(None)
        return DeadlineRulesOut(
            rules=[
                DeadlineRule(
                    kind=kind,
                    steps=_in_order(own.rules.get(kind, base.rules.get(kind, []))),
                    default_steps=_in_order(base.rules.get(kind, [])),
                    is_default=kind not in own.rules,
                )
                for kind in get_args(Kind)
            ],
            version=own.version,
        )


def _steps(wanted: DeadlineRulesBody, laid_down: DeadlineRules) -> dict[str, Any]:
    steps: dict[str, Any] = wanted.model_dump(mode="json")["rules"]
    # A kind without a default would have no rule at all.
    return laid_down.rules | steps if laid_down.programme_id is None else steps


def _in_order(steps: list[dict[str, Any]]) -> list[Step]:
    """As they come, the first first."""
    ordered = sorted(steps, key=lambda step: (step["days"], step["to"]))
    return [Step.model_validate(step) for step in ordered]
