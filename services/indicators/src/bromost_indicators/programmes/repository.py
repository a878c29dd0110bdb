from uuid import UUID

from sqlalchemy import JSON, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_indicators.projects.repository import PROGRAMMES


async def is_seen(session: AsyncSession, programme_id: UUID) -> bool:
    """Whether there is such a programme, for whoever acts."""
    there = select(PROGRAMMES.c.id).where(PROGRAMMES.c.id == programme_id)
    return await session.scalar(there) is not None


# A programme as lists show it; null where there is none. Join `PROGRAMMES` for it.
PROGRAMME = case(
    (
        PROGRAMMES.c.id.is_not(None),
        func.json_build_object(
            *("id", PROGRAMMES.c.id, "code", PROGRAMMES.c.code),
            *("title", PROGRAMMES.c.title),
            *("original_language", PROGRAMMES.c.original_language),
            type_=JSON(),
        ),
    ),
).label("programme")
