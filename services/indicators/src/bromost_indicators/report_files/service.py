from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import ConflictError, NotFoundError, invalid
from bromost_indicators.files.presenting import file_out
from bromost_indicators.files.repository import FileRepository
from bromost_indicators.report_sections.service import ReportClosedError
from bromost_indicators.reports.authority import Authority
from bromost_indicators.reports.models import OPEN, Report
from bromost_indicators.reports.repository import ReportRepository

from .repository import ReportFileRepository
from .schemas import (
    MAX_REPORT_FILES,
    NamedFile,
    ReportFileCreate,
    ReportFileOut,
    ReportFiles,
)


class TooManyReportFilesError(ConflictError):
    """As many files go with the report as may."""

    code = "too_many_report_files"


class ReportFileService:
    """Files that go with reports. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._kept = ReportFileRepository(session)
        self._files = FileRepository(session)
        self._reports = ReportRepository(session)
        self._authority = Authority(session)

    async def all(self, report_id: UUID, *, actor: Actor) -> ReportFiles:
        report = await self._seen(report_id, actor)
        rights = await self._authority.rights(report, actor)
        files = await self._kept.all(report_id)
        return ReportFiles(
            files=[
                ReportFileOut.model_validate(file_out(one), from_attributes=True)
                for one in files
            ],
            room=max(0, MAX_REPORT_FILES - len(files)),
            may_write="submit" in rights and report.status in OPEN,
        )

    async def named(self, report: Report) -> list[NamedFile]:
        """What goes with it now, to keep."""
        return [
            NamedFile.model_validate(file_out(one), from_attributes=True)
            for one in await self._kept.all(report.id)
        ]

    async def add(
        self, report_id: UUID, wanted: ReportFileCreate, *, actor: Actor
    ) -> ReportFiles:
        """A file of the report's project that somebody handed in there."""
        report = await self._open(report_id, actor)
        owner_id = report.project_id or report.programme_id
        file_id = wanted.file_id
        if not await self._files.usable([file_id], owner_id, visible_to=actor):
            raise invalid(
                "body",
                "file_id",
                code="unknown_file",
                message="There is no such file there.",
            )
        there = {one.id for one in await self._kept.all(report_id)}
        if file_id not in there and len(there) >= MAX_REPORT_FILES:
            raise TooManyReportFilesError(f"At most {MAX_REPORT_FILES} files.")
        await self._kept.add(report_id, file_id, actor.account_id)
        return await self.all(report_id, actor=actor)

    async def remove(self, report_id: UUID, file_id: UUID, *, actor: Actor) -> None:
        await self._open(report_id, actor)
        if not await self._kept.remove(report_id, file_id):
            raise NotFoundError("No such file goes with the report.")

    async def _open(self, report_id: UUID, actor: Actor) -> Report:
        """Held till the end; none once it was submitted."""
        report = await self._seen(report_id, actor)
        await self._authority.require(report, "result.write", actor)
        await self._authority.require_lead(report, actor)
        if not await self._reports.refresh(report):
            raise NotFoundError("There is no such report.")
        if report.status not in OPEN:
            raise ReportClosedError(f"It is {report.status}.")
        return report

    async def _seen(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._reports.get(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        return report
