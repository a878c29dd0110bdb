from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError
from bromost_indicators.indicators.presenting import person
from bromost_indicators.report_figures.service import ReportFigureService
from bromost_indicators.report_files.service import ReportFileService
from bromost_indicators.report_sections.service import SectionService
from bromost_indicators.reports.models import Report
from bromost_indicators.reports.repository import ReportRepository

from .contents import contents_of, files_in, sections_in
from .models import ReportVersion
from .reading import FrozenReports
from .repository import VersionRepository
from .schemas import ReportVersionOut


class ReportVersionService:
    """Accepted versions of reports. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._versions = VersionRepository(session)
        self._frozen = FrozenReports(session)
        self._reports = ReportRepository(session)
        self._sections = SectionService(session)
        self._files = ReportFileService(session)
        self._figures = ReportFigureService(session)

    async def keep(self, report: Report, *, actor: Actor) -> None:
        """All that the report tells now, with the step by which it is accepted."""
        figures = await self._figures.now(report, actor=actor)
        accepted = []
        if any(row.provisional for row in figures.rows):
            official = await self._figures.now(report, actor=actor, only_accepted=True)
            accepted = official.rows
        await self._versions.add(
            ReportVersion(
                report_id=report.id,
                number=await self._versions.count(report.id) + 1,
                contents=contents_of(
                    await self._sections.now(report),
                    figures,
                    accepted,
                    await self._files.named(report),
                ),
                accepted_by=actor.account_id,
            )
        )

    async def get(
        self, report_id: UUID, number: int, *, actor: Actor
    ) -> ReportVersionOut:
        report = await self._reports.get(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        version = await self._versions.get(report_id, number)
        if version is None:
            raise NotFoundError("It was not accepted so often.")
        by = version.accepted_by
        names = await self._versions.names([by] if by else [])
        return ReportVersionOut(
            number=version.number,
            at=version.at,
            accepted_by=person(by, names.get(str(by))),
            sections=sections_in(await self._frozen.named(version)),
            figures=await self._frozen.figures_of(version, report, actor),
            files=files_in(version.contents),
        )
