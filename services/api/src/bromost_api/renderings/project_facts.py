"""What is on record of projects beside their money, as their reader sees them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.codelists.models import Country
from bromost_api.networks.models import Network
from bromost_api.programmes.columns import programme_of
from bromost_api.projects.models import Project, ProjectCountry, ProjectObjective
from bromost_api.reports.repository import ReportRepository
from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_common.visibility import PROJECTS

from .contents import TooLargeError

MAX_PROJECTS = 2_000
# The newest change of what a document is made of: of the same data, files are alike.
_AS_OF = text(
    """
    SELECT max(at) FROM (
      SELECT max(updated_at) AS at FROM api.project WHERE id = ANY (:projects)
      UNION ALL
      SELECT max(updated_at) FROM api.budget_line WHERE project_id = ANY (:projects)
      UNION ALL
      SELECT max(created_at) FROM api.transaction WHERE project_id = ANY (:projects)
      UNION ALL
      SELECT max(updated_at) FROM api.co_financing WHERE project_id = ANY (:projects)
      UNION ALL
      SELECT max(updated_at) FROM api.sub_award WHERE project_id = ANY (:projects)
    ) changes
    """
).bindparams(bindparam("projects", type_=ARRAY(Uuid())))
_NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)


class ProjectFacts:
    """Queries on the projects of one document."""

    def __init__(self, session: AsyncSession, actor: Actor) -> None:
        self._session = session
        self._actor = actor

    async def which(self, *narrowed: ColumnElement[bool]) -> Sequence[AnyRow]:
        """Those that are seen and not archived, by their codes."""
        codes = (
            select(func.array_agg(ProjectCountry.country_code))
            .where(ProjectCountry.project_id == Project.id)
            .correlate(Project)
            .scalar_subquery()
        )
        network = (
            select(Network.name).where(Network.id == Project.network_id)
        ).scalar_subquery()
        rows = await self._session.execute(
            select(
                *(Project.id, Project.code, Project.title, Project.original_language),
                *(Project.summary, Project.status, Project.starts_on, Project.ends_on),
                *(Project.programme_id, programme_of(Project)),
                codes.label("countries"),
                network.label("network"),
            )
            .where(
                Project.archived_at.is_(None),
                PROJECTS.visible(self._actor, "report.read", Project.id),
                *narrowed,
            )
            .order_by(Project.code_key, Project.programme_id, Project.id)
            .limit(MAX_PROJECTS + 1)
        )
        found = rows.all()
        if len(found) > MAX_PROJECTS:
            raise TooLargeError
        return found

    async def objectives(self, project_id: UUID) -> Sequence[dict[Any, str]]:
        rows = await self._session.scalars(
            select(ProjectObjective.text)
            .where(ProjectObjective.project_id == project_id)
            .order_by(ProjectObjective.position)
        )
        return rows.all()

    async def themes(self, project_id: UUID) -> list[dict[Any, str]]:
        rows = await ReportRepository(self._session).themes([project_id])
        return [row.name for row in rows]

    async def countries(self, codes: Sequence[str]) -> list[dict[Any, str]]:
        rows = await self._session.scalars(
            select(Country.name).where(Country.code.in_(codes)).order_by(Country.code)
        )
        return list(rows)

    async def as_of(self, projects: Sequence[UUID]) -> datetime:
        found: datetime | None = await self._session.scalar(
            _AS_OF, {"projects": sorted(projects)}
        )
        return (found or _NOTHING_YET).astimezone(UTC)
