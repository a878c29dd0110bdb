from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.projects.repository import PROJECTS, visible_projects

from .statements import STATEMENTS


class CoverageRepository:
    """What the checks find; as many queries as there are kinds of things."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def projects(
        self, programme_id: UUID, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """The open projects of a programme, in the order of their ids."""
        found = await self._session.execute(
            select(PROJECTS)
            .where(
                PROJECTS.c.programme_id == programme_id,
                PROJECTS.c.archived.is_(False),
                visible_projects(visible_to, PROJECTS.c.id),
            )
            .order_by(PROJECTS.c.id)
        )
        return found.all()

    async def found(
        self, owner_id: UUID, projects: Sequence[UUID], programme_id: UUID
    ) -> dict[UUID, dict[str, Any]]:
        """By owner, the columns of all statements; what offends only of the first."""
        values = {
            "owner": owner_id,
            "owners": [owner_id, *projects],
            "programme": programme_id,
        }
        found: dict[UUID, dict[str, Any]] = {}
        for statement in STATEMENTS:
            rows = await self._session.execute(statement, values)
            names = tuple(rows.keys())
            for row in rows:
                # A thousand projects: to make each a mapping first takes twice as long.
                told = zip(names, row, strict=True)
                found.setdefault(row[0], {}).update(told)
        return found
