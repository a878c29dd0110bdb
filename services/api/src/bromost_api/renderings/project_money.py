"""What projects handed on, and of which it is told who carries their cost."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.co_financing.models import CoFinancing
from bromost_api.sub_awards.models import SubAward
from bromost_api.sub_awards.repository import SubAwardRepository
from bromost_api.sub_awards.rows import award_out
from bromost_api.sub_awards.schemas import SubAwardOut


async def awards_of(
    session: AsyncSession, projects: Sequence[UUID]
) -> dict[UUID, list[SubAwardOut]]:
    """By project; only of those that handed anything on."""
    holding = await session.scalars(
        select(SubAward.project_id).where(SubAward.project_id.in_(projects)).distinct()
    )
    awards = SubAwardRepository(session)
    found = {}
    for project_id in holding.all():
        rows = [award_out(row) for row in await awards.all(project_id)]
        found[project_id] = sorted(rows, key=lambda one: (one.awarded_on, one.id))
    return found


async def with_co_financing(
    session: AsyncSession, projects: Sequence[UUID]
) -> set[UUID]:
    rows = await session.scalars(
        select(CoFinancing.project_id).where(
            CoFinancing.project_id.in_(projects), CoFinancing.version > 0
        )
    )
    return set(rows.all())
