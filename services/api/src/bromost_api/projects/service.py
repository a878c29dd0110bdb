from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.holding import refuse_fields_of, require_programme
from bromost_api.programmes.service import refuse_contradictions
from bromost_api.reach import PROJECTS
from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.context import take_in
from bromost_common.contracts.projects import ProjectChanged, ProjectRegistered
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.outbox import publish

from .fields import OF_THE_PROGRAMME
from .lists import LISTS, ProjectLists
from .models import STOPPED, Project
from .partner_groups import partner_groups
from .repository import ProjectRepository, foreign_network
from .schemas import (
    ComponentOut,
    ProjectChoices,
    ProjectCreate,
    ProjectOut,
    ProjectPartnershipOut,
    ProjectRoleOut,
    ProjectUpdate,
)

_PARTS = (
    "programme",
    "network",
    "code",
    "title",
    "summary",
    "status",
    "starts_on",
    "ends_on",
    "original_language",
    "countries",
    "themes",
    "objectives",
    "roles",
    "components",
    "archived",
)


class TiedToProgrammeError(ConflictError):
    """In another programme, its figures would still be counted in this one."""

    code = "tied_to_programme"


class ValuesOutsideError(ConflictError):
    """Values were told of a time that would no longer be the project's."""

    code = "values_outside_dates"


class ProjectService:
    """What can be done with projects. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._projects = ProjectRepository(session)
        self._lists = ProjectLists(self._projects)

    async def register(self, wanted: ProjectCreate, *, actor: Actor) -> ProjectOut:
        values = {name: getattr(wanted, name) for name in type(wanted).model_fields}
        project = Project(
            id=new_id(), **{k: v for k, v in values.items() if k not in LISTS}
        )
        refuse_contradictions(project)
        await require_programme(self._session, project.programme_id, actor=actor)
        await self._check_network(values, actor=actor)
        await take_in(self._session, project.id)
        await self._projects.add(project)
        await self._lists.replace(project.id, values)
        publish(
            self._session,
            ProjectRegistered(
                object_id=project.id,
                actor_id=actor.account_id,
                code=project.code,
                title=project.title,
                original_language=project.original_language,
                programme_id=project.programme_id,
            ),
        )
        return await self.get(project.id, actor=actor)

    async def get(self, project_id: UUID, *, actor: Actor) -> ProjectOut:
        found = await self._projects.detail(project_id, visible_to=actor)
        if found is None:
            raise NotFoundError("There is no such project.")
        return _project_out(found)

    async def choices(self, *, actor: Actor) -> ProjectChoices:
        found = await self._projects.choices(visible_to=actor)
        return ProjectChoices.model_validate(found, from_attributes=True)

    async def change(
        self,
        project_id: UUID,
        wanted: ProjectUpdate,
        expected_version: int,
        *,
        actor: Actor,
    ) -> ProjectOut:
        project, before = await self._lock(project_id, expected_version, actor=actor)
        values = {
            name: getattr(wanted, name) for name in wanted.model_fields_set - {"reason"}
        }
        stopped = values.get("status") in STOPPED and values["status"] != before.status
        foreign = OF_THE_PROGRAMME.intersection(values)
        await refuse_fields_of(self._session, before.programme.id, foreign, actor=actor)
        if values.keys() & {"programme_id", "network_id"}:
            stays = {
                "programme_id": project.programme_id,
                "network_id": project.network_id,
            }
            await self._check_network(stays | values, actor=actor)
        if values.get("programme_id", before.programme.id) != before.programme.id:
            await self._refuse_tied(project_id)
        for name in values.keys() - set(LISTS):
            setattr(project, name, values[name])
        refuse_contradictions(project)
        if project.programme_id != before.programme.id:
            await require_programme(self._session, project.programme_id, actor=actor)
        explain(self._session, wanted.reason, required=stopped)
        await self._projects.flush()
        await self._refuse_values_outside(project, before)
        await self._lists.replace(project_id, values)
        return await self._conclude(project, before, actor=actor)

    async def archive(
        self, project_id: UUID, expected_version: int, *, actor: Actor
    ) -> ProjectOut:
        project, before = await self._lock(project_id, expected_version, actor=actor)
        if project.archived_at is None:
            project.archived_at = datetime.now(UTC)
            await self._projects.flush()
        return await self._conclude(project, before, actor=actor)

    async def restore(
        self, project_id: UUID, expected_version: int, *, actor: Actor
    ) -> ProjectOut:
        project, before = await self._lock(project_id, expected_version, actor=actor)
        project.archived_at = None
        await self._projects.flush()
        return await self._conclude(project, before, actor=actor)

    async def _lock(
        self, project_id: UUID, expected_version: int, *, actor: Actor
    ) -> tuple[Project, ProjectOut]:
        await PROJECTS.require(self._session, actor, "project.write", project_id)
        project = await self._projects.lock(project_id, visible_to=actor)
        if project is None:
            raise NotFoundError("There is no such project.")
        before = await self.get(project_id, actor=actor)
        if project.version != expected_version:
            raise StaleVersionError(
                "The project was changed by somebody else.", current=before
            )
        return project, before

    async def _refuse_values_outside(
        self, project: Project, before: ProjectOut
    ) -> None:
        """What lay outside already stays as it is; nothing more is put there."""
        now, then = [(one.starts_on, one.ends_on) for one in (project, before)]
        if now != then and await self._projects.has_values_outside(
            project.id, now, then
        ):
            raise ValuesOutsideError(
                "Values were recorded of periods that are wholly outside of these days."
            )

    async def _refuse_tied(self, project_id: UUID) -> None:
        """Else its figures would stay in those of the programme that it left."""
        if await self._projects.is_tied(project_id):
            raise TiedToProgrammeError(
                "Its results serve or go into those of the programme: untie them first."
            )

    async def _check_network(self, wanted: Mapping[str, Any], *, actor: Actor) -> None:
        """A project is the work of a network of its own programme."""
        if wanted["network_id"] is None:
            return
        programme_id = await self._projects.programme_of_network(
            wanted["network_id"], visible_to=actor
        )
        if programme_id is None:
            raise invalid(
                "body",
                "network_id",
                code="unknown_network",
                message="There is no such network.",
            )
        if programme_id != wanted["programme_id"]:
            raise foreign_network()

    async def _conclude(
        self, project: Project, before: ProjectOut, *, actor: Actor
    ) -> ProjectOut:
        """Count and announce the change, if there is one."""
        after = await self.get(project.id, actor=actor)
        changed = [n for n in _PARTS if getattr(before, n) != getattr(after, n)]
        if not changed:
            return before
        project.version += 1
        await self._projects.flush()
        publish(
            self._session,
            ProjectChanged(
                object_id=project.id,
                actor_id=actor.account_id,
                code=project.code,
                title=project.title,
                original_language=project.original_language,
                programme_id=project.programme_id,
                changed=changed,
            ),
        )
        return await self.get(project.id, actor=actor)


def _project_out(row: Any) -> ProjectOut:
    found = dict(row._mapping)  # noqa: SLF001  # the documented way to a row's names
    roles = _all(ProjectRoleOut, found["roles"])
    components = _all(ComponentOut, found["components"])
    partnerships = _all(ProjectPartnershipOut, found["partnerships"])
    groups = partner_groups(roles, components, partnerships)
    return ProjectOut.model_validate({**found, "partner_groups": groups})


def _all(model: Any, items: Sequence[Any]) -> list[Any]:
    return [model.model_validate(item) for item in items]
