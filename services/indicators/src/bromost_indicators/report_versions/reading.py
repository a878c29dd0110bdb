"""What accepted reports tell, to whoever sees them."""

from copy import deepcopy
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.visibility import PROJECTS
from bromost_indicators.projects.repository import without_funding
from bromost_indicators.report_figures.schemas import ReportFigures
from bromost_indicators.report_sections.schemas import ReportSections
from bromost_indicators.reports.models import Report

from .contents import figures_in, name_people, people_in, sections_in
from .models import ReportVersion
from .repository import VersionRepository


class FrozenReports:
    """Reads what was kept of a report that the actor sees."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._versions = VersionRepository(session)

    async def sections(self, report: Report) -> ReportSections | None:
        """Of an accepted report; none of others, and of those from before."""
        version = await self._newest(report)
        return sections_in(await self.named(version)) if version else None

    async def figures(self, report: Report, actor: Actor) -> ReportFigures | None:
        version = await self._newest(report)
        if version is None:
            return None
        return await self.figures_of(version, report, actor)

    async def before(self, report: Report, actor: Actor) -> ReportFigures | None:
        """Of the last accepted report of the kind and partner before this one."""
        if report.project_id is None:
            return None
        version = await self._versions.before(report)
        if version is None:
            return None
        return await self.figures_of(version, report, actor)

    async def figures_of(
        self, version: ReportVersion, report: Report, actor: Actor
    ) -> ReportFigures:
        return figures_in(
            await self.named(version),
            all_rows=await self._may(report, without_funding(actor), "result.read"),
            with_money=await self._may(report, actor, "budget.read"),
        )

    async def named(self, version: ReportVersion) -> dict[str, Any]:
        """With the names that people have today."""
        contents = deepcopy(version.contents)
        if people := people_in(contents):
            name_people(contents, await self._versions.names(people))
        return contents

    async def _newest(self, report: Report) -> ReportVersion | None:
        if report.status != "accepted":
            return None
        return await self._versions.get(report.id)

    async def _may(self, report: Report, actor: Actor, permission: str) -> bool:
        if report.project_id is None:
            return True
        return await PROJECTS.can(self._session, actor, permission, report.project_id)
