"""Who may publish what, and what that would be as it stands now."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.service import ProgrammeService
from bromost_api.projects.service import ProjectService
from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROGRAMMES, PROJECTS

from .documents import PublicFrame
from .drafting import Draft, programme_draft, project_draft
from .reports import report_draft
from .repository import PublicationRepository
from .schemas import Published

# Who looks after the programme decides what everybody reads of it and its projects.
PUBLISH = "programme.write"


class Drafts:
    """Reads what an actor sees as everybody would read it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._publications = PublicationRepository(session)
        self._programmes = ProgrammeService(session)
        self._projects = ProjectService(session)

    async def owner(self, what: Published, object_id: UUID) -> tuple[Published, UUID]:
        """What its publisher looks after: of a report, what that is of."""
        if what is not Published.REPORT:
            return what, object_id
        row = await self._report(object_id)
        if row.project_id is None:
            return Published.PROGRAMME, row.programme_id
        return Published.PROJECT, row.project_id

    async def require(self, what: Published, object_id: UUID, actor: Actor) -> None:
        of, owner = await self.owner(what, object_id)
        kind = PROJECTS if of is Published.PROJECT else PROGRAMMES
        await kind.require(self._session, actor, PUBLISH, owner)

    async def of(self, what: Published, object_id: UUID, actor: Actor) -> Draft:
        if what is Published.REPORT:
            return await self._of_report(object_id, actor)
        results = await self._publications.results(object_id)
        if what is Published.PROJECT:
            project = await self._projects.get(object_id, actor=actor)
            return project_draft(project, results)
        programme = await self._programmes.get(object_id, actor=actor)
        return programme_draft(programme, results)

    async def _of_report(self, report_id: UUID, actor: Actor) -> Draft:
        row = await self._report(report_id)
        owner: UUID | None = row.organisation_id
        name = await self._publications.organisation(owner) if owner else None
        if row.project_id is None:
            programme = await self._programmes.get(row.programme_id, actor=actor)
            return report_draft(row, _frame(programme), None, name)
        project = await self._projects.get(row.project_id, actor=actor)
        return report_draft(row, _frame(project.programme), _frame(project), name)

    async def _report(self, report_id: UUID) -> AnyRow:
        row = await self._publications.report(report_id)
        if row is None:
            raise NotFoundError("There is no such report that was accepted.")
        return row


def _frame(thing: object) -> PublicFrame:
    return PublicFrame.model_validate(thing, from_attributes=True)
