"""Programmes of the registry, as far as somebody sees or manages them."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, PermissionDeniedError
from bromost_common.visibility import PROGRAMMES

_IS_THERE = text(
    "SELECT EXISTS (SELECT FROM api.programme_directory_v1 WHERE id = :id)"
)


async def require_programme(
    session: AsyncSession, actor: Actor, permission: str, programme_id: UUID
) -> None:
    """Refuse with 404 where the actor does not see it, or there is none."""
    await PROGRAMMES.require(session, actor, permission, programme_id)
    # Who sees everything sees no programme that there is not.
    if not await session.scalar(_IS_THERE, {"id": programme_id}):
        raise _unknown()


async def require_managed(
    session: AsyncSession, actor: Actor, permission: str, programme_id: UUID
) -> None:
    """Refuse who does not manage it: with 403 who sees it, with 404 who does not."""
    if await PROGRAMMES.can(session, actor, permission, programme_id):
        if await session.scalar(_IS_THERE, {"id": programme_id}):
            return
    elif await PROGRAMMES.can(session, actor, "inbox.read", programme_id):
        raise PermissionDeniedError(f"This needs the permission {permission!r} here.")
    raise _unknown()


def _unknown() -> NotFoundError:
    return NotFoundError("There is no such programme.")
