from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.visibility import PROGRAMMES

from .repository import OwnAccessRepository
from .rules import RULES, Rules
from .schemas import ObjectType, OwnAccess


class OwnAccessService:
    """What one may do with a thing, so that pages offer that and nothing else."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._things = OwnAccessRepository(session)

    async def get(
        self, object_type: ObjectType, object_id: UUID, *, actor: Actor
    ) -> OwnAccess:
        rules = RULES[object_type]
        empty = await self._things.empty_fields(
            rules, object_id, subject=object_type, visible_to=actor
        )
        if empty is None:
            raise NotFoundError(f"There is no such {object_type}.")
        asked = {p for p in actor.permissions if p.split(".")[0] in rules.subjects}
        may = await rules.kind.held(self._session, actor, asked, object_id)
        editable = await self._editable(
            rules, object_id, actor=actor, may_write=f"{object_type}.write" in may
        )
        return OwnAccess(
            may=sorted(may),
            editable=editable,
            must_fill=[name for name in empty if name in editable],
        )

    async def _editable(
        self, rules: Rules, object_id: UUID, *, actor: Actor, may_write: bool
    ) -> list[str]:
        if not may_write:
            return []
        fields = set(rules.update.model_fields)
        if rules.of_the_programme and not await PROGRAMMES.can(
            self._session,
            actor,
            "programme.write",
            await self._things.programme_of(rules, object_id),
        ):
            fields -= rules.of_the_programme
        return sorted(fields)
