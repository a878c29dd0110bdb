from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.reporting_requirements.models import ReportingRequirement
from bromost_indicators.reports.models import Report, ReportStep

from .models import ReportText


class SectionRepository:
    """Every query on what reports say in words."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def template(self, report_id: UUID) -> tuple[list[dict[str, Any]], str]:
        """The sections that count for a report, and the language of their titles."""
        found = await self._session.execute(
            select(
                func.coalesce(Report.sections, ReportingRequirement.sections),
                ReportingRequirement.original_language,
            )
            .join(
                ReportingRequirement, ReportingRequirement.id == Report.requirement_id
            )
            .where(Report.id == report_id)
        )
        sections, language = found.one()
        return sections, language

    async def texts(self, report_id: UUID) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(
                *(ReportText.section, ReportText.words, ReportText.version),
                *(ReportText.updated_at, ReportText.written_by),
                ACCOUNTS.c.display_name,
            )
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == ReportText.written_by)
            .where(ReportText.report_id == report_id)
        )
        return found.all()

    async def reasons(self, report_id: UUID) -> dict[str, str]:
        """By section, what the report was last returned for."""
        found: list[dict[str, str]] | None = await self._session.scalar(
            select(ReportStep.sections)
            .where(ReportStep.report_id == report_id)
            .order_by(ReportStep.number.desc())
            .limit(1)
        )
        return {one["section"]: one["reason"] for one in found or ()}

    async def get(self, report_id: UUID, section: str) -> ReportText | None:
        return await self._session.get(ReportText, (report_id, section))

    async def keep(self, text: ReportText) -> None:
        self._session.add(text)
        await self._session.flush()
        await self._session.refresh(text)

    async def missing(self, report_id: UUID) -> list[str]:
        """The mandatory sections that say nothing in any language."""
        sections, _ = await self.template(report_id)
        said = {
            row.section
            for row in await self.texts(report_id)
            if any(words.strip() for words in row.words.values())
        }
        needed = [one["section"] for one in sections if one["is_mandatory"]]
        return [name for name in needed if name not in said]
