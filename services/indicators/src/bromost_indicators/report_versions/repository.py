from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import any_of
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.reports.models import Report

from .models import ReportVersion


class VersionRepository:
    """Every query on what reports told when they were accepted."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self, report_id: UUID) -> int:
        found = select(func.count()).where(ReportVersion.report_id == report_id)
        return await self._session.scalar(found) or 0

    async def add(self, version: ReportVersion) -> None:
        self._session.add(version)
        await self._session.flush()

    async def get(
        self, report_id: UUID, number: int | None = None
    ) -> ReportVersion | None:
        """The one of this number, or the newest."""
        found = (
            select(ReportVersion)
            .where(ReportVersion.report_id == report_id)
            .order_by(ReportVersion.number.desc())
            .limit(1)
        )
        if number is not None:
            found = found.where(ReportVersion.number == number)
        return await self._session.scalar(found)

    async def before(self, report: Report) -> ReportVersion | None:
        """Of the last accepted report of the kind and partner before this one."""
        return await self._session.scalar(
            select(ReportVersion)
            .join(Report, Report.id == ReportVersion.report_id)
            .where(
                Report.programme_id == report.programme_id,
                Report.kind == report.kind,
                Report.project_id == report.project_id,
                Report.organisation_id.is_not_distinct_from(report.organisation_id),
                Report.ends_on < report.starts_on,
                Report.status == "accepted",
            )
            .order_by(Report.ends_on.desc(), ReportVersion.number.desc())
            .limit(1)
        )

    async def names(self, ids: Collection[UUID]) -> dict[str, str]:
        """Of accounts, by their ids as they are written."""
        rows = await self._session.execute(
            select(ACCOUNTS.c.id, ACCOUNTS.c.display_name).where(
                ACCOUNTS.c.id == any_of(ids)
            )
        )
        return {str(row.id): row.display_name for row in rows}
