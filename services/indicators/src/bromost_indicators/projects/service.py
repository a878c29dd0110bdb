from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.visibility import PROJECTS as VISIBLE

from .repository import ProjectRepository
from .schemas import ProjectRef


class ProjectArchivedError(ConflictError):
    """Results of an archived project are read, and no longer written."""

    code = "project_archived"


class ProjectService:
    """The projects whose results are kept here."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._projects = ProjectRepository(session)

    async def get(self, project_id: UUID, *, actor: Actor) -> ProjectRef:
        row = await self._projects.get(project_id, visible_to=actor)
        if row is None:
            raise NotFoundError("There is no such project.")
        return ProjectRef.model_validate(row, from_attributes=True)

    async def get_for_change(
        self, project_id: UUID, *, actor: Actor, only_values: bool = False
    ) -> ProjectRef:
        """The project, if it is open. Its framework then holds still till the end.

        Values are recorded side by side; whoever changes what they must obey to
        (decimals, bounds, places, limits) does so alone.
        """
        project = await self.get(project_id, actor=actor)
        needed = "entry.write" if only_values else "result.write"
        await VISIBLE.require(self._session, actor, needed, project_id)
        if project.archived:
            raise ProjectArchivedError("This project is archived.")
        await self._projects.lock(project_id, shared=only_values)
        return project
