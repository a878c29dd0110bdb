"""The link that somebody comes by, and what it is about."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_indicators.contribution_links.models import ContributionLink
from bromost_indicators.projects.repository import ProjectRepository
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectArchivedError

from .repository import AnsweringRepository

log = structlog.get_logger(__name__)


class LinkNotValidError(NotFoundError):
    """Unknown, or replaced by a newer one: the answer is the same."""

    code = "link_not_valid"


class Opening:
    """Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._answers = AnsweringRepository(session)
        self._projects = ProjectRepository(session)

    async def link(self, actor: Actor) -> ContributionLink:
        link = await self._answers.link(actor.account_id)
        if link is None:
            raise unknown()
        return link

    async def for_change(self, actor: Actor) -> tuple[ContributionLink, OwnerRef]:
        link = await self.link(actor)
        project = await self._answers.project()
        if project.archived:
            raise ProjectArchivedError("This project is archived.")
        # As whoever records values: the programme before the project.
        await self._projects.lock(project.programme_id, shared=True)
        await self._projects.lock(project.id, shared=True)
        return link, project


def unknown() -> LinkNotValidError:
    log.info("link_refused", purpose="contribution")
    return LinkNotValidError("This link is not of use. Ask for a new one.")
