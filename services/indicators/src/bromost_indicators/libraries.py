"""Who looks after what is in a library: the installation's, or a programme's."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, require_everywhere
from bromost_common.errors import invalid
from bromost_common.visibility import PROGRAMMES

from .programmes.repository import is_seen

WRITE = "definition.write"


async def may_change(
    session: AsyncSession, actor: Actor, programme_id: UUID | None
) -> bool:
    if programme_id is None:
        return actor.reach(WRITE).everywhere
    return await PROGRAMMES.can(session, actor, WRITE, programme_id)


async def require_change(
    session: AsyncSession, actor: Actor, programme_id: UUID | None
) -> None:
    """Refuse who may not change what is in this library."""
    if programme_id is None:
        require_everywhere(actor, WRITE)
    else:
        await PROGRAMMES.require(session, actor, WRITE, programme_id)


async def require_library(
    session: AsyncSession, actor: Actor, programme_id: UUID | None
) -> None:
    """The same for a library that the body names, which may not be there at all."""
    if programme_id is not None and not await is_seen(session, programme_id):
        raise invalid(
            "body",
            "programme_id",
            code="unknown_programme",
            message="There is no such programme.",
        )
    await require_change(session, actor, programme_id)
