from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.paging import AnyRow
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import SIDES
from bromost_indicators.reporting_requirements.models import ReportingRequirement
from bromost_indicators.reports.models import Report, ReportStep
from bromost_indicators.reports.repository import ORGANISATIONS as NAMES

from .models import ReportPart, ReportText


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

    async def partners(self, report: Report) -> Sequence[AnyRow]:
        """Who else than the lead carries its project, where each says its own part."""
        found = await self._session.execute(
            select(SIDES.c.organisation_id.label("id"), SIDES.c.name)
            .select_from(ReportingRequirement)
            .join(SIDES, SIDES.c.project_id == report.project_id)
            .where(
                ReportingRequirement.id == report.requirement_id,
                ReportingRequirement.partners_draft,
                SIDES.c.organisation_id.is_distinct_from(report.organisation_id),
            )
            .order_by(SIDES.c.name, SIDES.c.organisation_id)
        )
        return found.all()

    async def parts(self, report_id: UUID) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(
                *(ReportPart.section, ReportPart.organisation_id, ReportPart.words),
                *(ReportPart.version, ReportPart.updated_at, ReportPart.written_by),
                ACCOUNTS.c.display_name,
                func.coalesce(NAMES.c.name, "").label("organisation"),
            )
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == ReportPart.written_by)
            .outerjoin(NAMES, NAMES.c.id == ReportPart.organisation_id)
            .where(ReportPart.report_id == report_id)
            .order_by(NAMES.c.name, ReportPart.organisation_id)
        )
        return found.all()

    async def part(
        self, report_id: UUID, section: str, organisation_id: UUID
    ) -> ReportPart | None:
        key = (report_id, section, organisation_id)
        return await self._session.get(ReportPart, key)

    async def keep(self, text: ReportText | ReportPart) -> None:
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
