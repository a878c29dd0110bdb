from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import Page, PageRequest

from .repository import WatchRepository
from .schemas import ObjectType, WatchBody, WatchDetailOut, WatchOut


class WatchService:
    """What people watch and mute. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._watches = WatchRepository(session)

    async def page(self, wanted: PageRequest, *, actor: Actor) -> Page[WatchOut]:
        rows, cursor, total = await self._watches.page(wanted, visible_to=actor)
        items = [WatchOut.model_validate(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(
        self, object_type: ObjectType, object_id: UUID, *, actor: Actor
    ) -> WatchDetailOut:
        thing = await self._watches.get(object_type, object_id, visible_to=actor)
        if thing is None:
            raise NotFoundError("There is no such thing.")
        scopes = set(thing.scopes or ())
        roles = {
            g.role for g in actor.grants if g.scope_id is None or g.scope_id in scopes
        }
        return WatchDetailOut.model_validate(
            {
                "object_type": object_type,
                "object_id": object_id,
                "name": thing.name,
                "title": thing.title,
                "original_language": thing.original_language,
                "level": thing.level or "normal",
                "is_manual": bool(thing.is_manual),
                "is_of_programme": bool(thing.is_of_programme),
                "roles": sorted(roles),
            }
        )

    async def set(
        self, object_type: ObjectType, object_id: UUID, body: WatchBody, *, actor: Actor
    ) -> WatchDetailOut:
        # Nobody watches what they do not see.
        await self.get(object_type, object_id, actor=actor)
        await self._watches.set(actor.account_id, object_type, object_id, body.level)
        return await self.get(object_type, object_id, actor=actor)
