from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.reports.models import Report
from bromost_indicators.reports.repository import followed, visible_reports

from .models import ReportComment


class CommentRepository:
    """Every query on what people say of reports."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def report(self, report_id: UUID, *, visible_to: Actor) -> Report | None:
        """One whose discussion they may read."""
        return await self._session.scalar(
            select(Report).where(
                Report.id == report_id,
                visible_reports(visible_to),
                followed(visible_to),
            )
        )

    async def all(self, report_id: UUID) -> Sequence[ReportComment]:
        found = await self._session.scalars(
            select(ReportComment)
            .where(ReportComment.report_id == report_id)
            .order_by(ReportComment.id)
        )
        return found.all()

    async def count(self, report_id: UUID) -> int:
        found = select(func.count()).where(ReportComment.report_id == report_id)
        return await self._session.scalar(found) or 0

    async def held(self, report_id: UUID, comment_id: UUID) -> ReportComment | None:
        """As it is now, for a change till the end."""
        return await self._session.scalar(
            select(ReportComment)
            .where(ReportComment.id == comment_id, ReportComment.report_id == report_id)
            .with_for_update()
        )

    async def keep(self, comment: ReportComment) -> None:
        self._session.add(comment)
        await self._session.flush()
        await self._session.refresh(comment)

    async def names(self, ids: set[UUID]) -> dict[UUID, str]:
        rows = await self._session.execute(
            select(ACCOUNTS.c.id, ACCOUNTS.c.display_name).where(
                ACCOUNTS.c.id == any_of(ids)
            )
        )
        return {row.id: row.display_name for row in rows}
