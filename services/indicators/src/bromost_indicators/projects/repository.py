from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Uuid,
    column,
    func,
    literal,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Boolean, Text

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROJECTS as VISIBLE

# What the registry publishes of its projects; no model, for it is not ours.
PROJECTS = table(
    "project_directory_v1",
    column("id", Uuid),
    column("code", Text),
    column("title", JSONB),
    column("original_language", Text),
    column("archived", Boolean),
    schema="api",
)


def visible_projects(actor: Actor, project_id: Any) -> ColumnElement[bool]:
    """The only place that decides whose results an actor can see."""
    return VISIBLE.visible(actor, "result.read", project_id)


class ProjectRepository:
    """The registry's projects, as far as this service may read them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, project_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        found = await self._session.execute(
            select(PROJECTS).where(
                PROJECTS.c.id == project_id,
                visible_projects(visible_to, PROJECTS.c.id),
            )
        )
        return found.one_or_none()

    async def lock(self, project_id: UUID, *, shared: bool) -> None:
        """Wait for whoever changes the framework of this project, till we are done."""
        take = (
            func.pg_advisory_xact_lock_shared if shared else func.pg_advisory_xact_lock
        )
        key = func.hashtextextended(literal(f"indicators of {project_id}"), 0)
        await self._session.execute(select(take(key)))
