from typing import Any, get_args
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, require_everywhere
from bromost_common.db import new_id
from bromost_common.errors import StaleVersionError

from .models import DeadlineRules
from .repository import DeadlineRepository
from .schemas import DeadlineRule, DeadlineRulesBody, DeadlineRulesOut, Kind


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
        if programme_id is None:
            require_everywhere(actor, "deadline.manage")
        else:
            await self._deadlines.require(actor, "deadline.write", programme_id)
        rules = await self._rules(programme_id)
        if rules.version != version:
            raise StaleVersionError(
                "Somebody else changed these reminders.", current=await self._out(rules)
            )
        steps = wanted.model_dump(mode="json")["rules"]
        if programme_id is None:
            # A kind without a default would have no rule at all.
            steps = rules.rules | steps
        if rules.rules != steps:
            rules.rules = steps
            rules.version += 1
            await self._deadlines.keep(rules)
        return await self._out(rules)

    async def _rules(self, programme_id: UUID | None) -> DeadlineRules:
        found = await self._deadlines.rules(programme_id)
        return found or DeadlineRules(
            id=new_id(), programme_id=programme_id, rules={}, version=1
        )

    async def _out(self, own: DeadlineRules) -> DeadlineRulesOut:
        base: dict[str, Any] = {}
        if own.programme_id is not None:
            base = (await self._rules(None)).rules
        return DeadlineRulesOut(
            rules=[
                DeadlineRule(
                    kind=kind,
                    steps=sorted(
                        own.rules.get(kind, base.get(kind, [])),
                        key=lambda step: (step["days"], step["to"]),
                    ),
                    is_default=kind not in own.rules,
                )
                for kind in get_args(Kind)
            ],
            version=own.version,
        )
