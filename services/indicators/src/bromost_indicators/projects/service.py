from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import ConflictError, NotFoundError, invalid
from bromost_common.visibility import PROGRAMMES, PROJECTS

from .repository import ProjectRepository
from .schemas import Owner, OwnerRef, ProjectTime


class ProjectArchivedError(ConflictError):
    """Results of an archived project are read, and no longer written."""

    code = "project_archived"


class ProjectService:
    """The projects and programmes whose results are kept here."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._projects = ProjectRepository(session)

    async def get(
        self, owner_id: UUID, *, actor: Actor, what: Owner | None = None
    ) -> OwnerRef:
        """The project or programme of this id."""
        row = await self._projects.get(owner_id, visible_to=actor)
        if row is None or what not in {None, row.what}:
            raise NotFoundError(f"There is no such {what or 'project or programme'}.")
        return OwnerRef.model_validate(row, from_attributes=True)

    async def get_for_change(
        self,
        owner_id: UUID,
        *,
        actor: Actor,
        what: Owner | None = None,
        only_values: bool = False,
    ) -> OwnerRef:
        """The owner of a framework, if it is open; that then holds still till the end.

        Values are recorded side by side; whoever changes what they must obey to
        (decimals, bounds, places, limits) does so alone.
        """
        owner = await self.get(owner_id, actor=actor, what=what)
        await self._require(owner, actor, only_values=only_values)
        if owner.archived:
            raise ProjectArchivedError("This project is archived.")
        await self._lock(owner, shared=only_values)
        return owner

    async def hold(self, owner_id: UUID, permission: str, *, actor: Actor) -> OwnerRef:
        """The owner with the permission, for what is decided alone till the end."""
        owner = await self.permitted(owner_id, permission, actor=actor)
        await self._projects.lock(owner_id, shared=False)
        return owner

    async def require(
        self, owner_id: UUID, permission: str, *, actor: Actor
    ) -> OwnerRef:
        """The owner, open, with the permission for what is done side by side."""
        owner = await self.permitted(owner_id, permission, actor=actor)
        await self._lock(owner, shared=True)
        return owner

    async def permitted(
        self, owner_id: UUID, permission: str, *, actor: Actor
    ) -> OwnerRef:
        """The owner, open, with the permission; nobody waits for it."""
        owner = await self.get(owner_id, actor=actor)
        kind = PROGRAMMES if owner.is_programme else PROJECTS
        await kind.require(self._session, actor, permission, owner_id)
        if owner.archived:
            raise ProjectArchivedError("This project is archived.")
        return owner

    async def _lock(self, owner: OwnerRef, *, shared: bool) -> None:
        """Always the programme before the project: nobody waits in a circle."""
        if not owner.is_programme:
            # What changes in the programme, such as its locks, binds the project.
            await self._projects.lock(owner.programme_id, shared=True)
        await self._projects.lock(owner.id, shared=shared)

    async def _require(
        self, owner: OwnerRef, actor: Actor, *, only_values: bool
    ) -> None:
        if owner.is_programme:
            needed = "entry.write" if only_values else "result.govern"
            await PROGRAMMES.require(self._session, actor, needed, owner.id)
        else:
            needed = "entry.write" if only_values else "result.write"
            await PROJECTS.require(self._session, actor, needed, owner.id)

    async def may_change(self, owner: OwnerRef, *, actor: Actor) -> bool:
        """Whether `get_for_change` would let this actor."""
        kind, needed = (
            (PROGRAMMES, "result.govern")
            if owner.is_programme
            else (PROJECTS, "result.write")
        )
        allowed = await kind.can(self._session, actor, needed, owner.id)
        return allowed and not owner.archived

    async def time_of(self, owner: OwnerRef) -> ProjectTime:
        """From when to when a project goes on; a programme says neither."""
        row = None if owner.is_programme else await self._projects.time(owner.id)
        return ProjectTime(row.starts_on, row.ends_on) if row else ProjectTime()

    async def goals(self, owner: OwnerRef) -> Sequence[UUID]:
        """The programme's goals in their order."""
        return await self._projects.goals(owner.programme_id)

    async def check_goals(self, owner: OwnerRef, goals: list[UUID]) -> None:
        """Refuse goals that the programme does not have."""
        if goals and await self._projects.unknown_goals(owner.programme_id, set(goals)):
            raise invalid(
                "body",
                "goal_ids",
                code="unknown_goal",
                message="The programme has no such goal.",
            )

    async def check_side(
        self, owner: OwnerRef, organisation_id: UUID | None, field: str = "side_id"
    ) -> None:
        """Refuse an organisation that is no partner of the project."""
        if organisation_id is None:
            return
        if owner.is_programme or not await self._projects.is_side(
            owner.id, organisation_id
        ):
            raise invalid(
                "body",
                field,
                code="unknown_side",
                message="This organisation is no partner of the project.",
            )

    async def check_country(self, code: str | None) -> None:
        if code is not None and not await self._projects.is_country(code):
            raise invalid(
                "body",
                "country_code",
                code="unknown_country",
                message="There is no country with this code.",
            )
