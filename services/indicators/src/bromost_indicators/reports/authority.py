"""Who may do what with a report, and who may answer for it."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor, Role
from bromost_common.errors import PermissionDeniedError
from bromost_common.visibility import ORGANISATIONS, PROGRAMMES
from bromost_indicators.access import ACCESS
from bromost_indicators.projects.service import ProjectService

from .models import Report
from .repository import DISCUSSION, ReportRepository
from .schemas import Right

# Who decides what a partner says; not who only writes it down, or looks on.
SIGNING: Final = frozenset(
    {
        Role.ADMINISTRATOR.value,
        Role.PROGRAMME_MANAGER.value,
        Role.COORDINATOR.value,
        Role.APPROVER.value,
    }
)


_DISCUSSING: Final = frozenset(
    role.value for role, may in ACCESS.items() if DISCUSSION in may
)


def reads_comments(roles: Collection[str]) -> bool:
    return not _DISCUSSING.isdisjoint(roles)


def may_sign(roles: Collection[str]) -> bool:
    return not SIGNING.isdisjoint(roles)


class Authority:
    """Whether somebody may, where the report is owed."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._projects = ProjectService(session)
        self._reports = ReportRepository(session)

    async def require(self, report: Report, needed: str, actor: Actor) -> None:
        """Refuse who may not; what an organisation owes, its own people may write."""
        owner_id = report.project_id or report.programme_id
        if not await self._of_organisation(report, needed, actor):
            await self._projects.permitted(owner_id, needed, actor=actor)

    async def rights(self, report: Report, actor: Actor) -> list[Right]:
        found: list[Right] = []
        if await self.may(report, "result.write", actor):
            found += ["submit"] if await self.leads(report, actor) else []
            found += ["name_responsible"]
        if await self.may(report, "result.govern", actor):
            found += ["review", "name_signer"]
        if actor.may(DISCUSSION) and await self._reports.is_followed(report, actor):
            found += ["read_comments"]
        return found

    async def speaks_for(
        self, report: Report, organisation_id: UUID | None, actor: Actor
    ) -> bool:
        """Its own people, those of the programme, and who carries the whole project."""
        reach = actor.reach("result.write")
        if reach.everywhere or report.project_id in reach.scopes:
            return True
        if organisation_id is None:
            return False
        return await ORGANISATIONS.can(
            self._session, actor, "result.write", organisation_id
        )

    async def leads(self, report: Report, actor: Actor) -> bool:
        """Whether what they write is the report, and not a partner's part of it."""
        if report.project_id is None or not await self._reports.partners_draft(report):
            return True
        return await self.speaks_for(report, report.organisation_id, actor)

    async def require_lead(self, report: Report, actor: Actor) -> None:
        if not await self.leads(report, actor):
            raise PermissionDeniedError("The lead partner writes and submits it.")

    async def may(self, report: Report, needed: str, actor: Actor) -> bool:
        try:
            await self.require(report, needed, actor)
        except PermissionDeniedError:
            return False
        return True

    async def _of_organisation(self, report: Report, needed: str, actor: Actor) -> bool:
        if report.project_id is not None or needed != "result.write":
            return False
        assert report.organisation_id is not None
        if await PROGRAMMES.can(self._session, actor, needed, report.programme_id):
            return False
        return await ORGANISATIONS.can(
            self._session, actor, needed, report.organisation_id
        )
