from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_indicators.indicators.presenting import person
from bromost_indicators.reports.authority import Authority
from bromost_indicators.reports.models import Report
from bromost_indicators.reports.repository import ReportRepository

from .models import ReportText
from .repository import SectionRepository
from .schemas import ReportSectionOut, ReportSections, ReportTextIn

# As the report is kept; whether it is due makes no difference to who writes it.
OPEN = frozenset({"open", "returned"})


class ReportClosedError(ConflictError):
    """It was submitted, and is not written in until it is returned."""

    code = "report_closed"


class SectionService:
    """What reports say in words. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._sections = SectionRepository(session)
        self._reports = ReportRepository(session)
        self._authority = Authority(session)

    async def all(self, report_id: UUID, *, actor: Actor) -> ReportSections:
        report = await self._seen(report_id, actor)
        _, language = await self._sections.template(report_id)
        rights = await self._authority.rights(report, actor)
        return ReportSections.model_validate(
            {
                "original_language": language,
                "sections": await self._all(report),
                "may_write": "submit" in rights and report.status in OPEN,
            }
        )

    async def write(
        self,
        report_id: UUID,
        section: str,
        wanted: ReportTextIn,
        version: int,
        *,
        actor: Actor,
    ) -> ReportSectionOut:
        """One after another within a report, and none after it was submitted."""
        report = await self._seen(report_id, actor)
        await self._authority.require(report, "result.write", actor)
        if not await self._reports.refresh(report):
            raise NotFoundError("There is no such report.")
        current = await self._one(report, section)
        if report.status not in OPEN:
            raise ReportClosedError(f"It is {report.status}.")
        if current.version != version:
            raise StaleVersionError(
                "Somebody else wrote in this section.", current=current
            )
        _refuse_longer(wanted, current.max_characters)
        text = await self._sections.get(report_id, section)
        if text is None:
            text = ReportText(report_id=report_id, section=section, version=0)
        text.words = {tag: said for tag, said in wanted.text.items() if said}
        text.written_by = actor.account_id
        text.version += 1
        await self._sections.keep(text)
        return await self._one(report, section)

    async def _one(self, report: Report, section: str) -> ReportSectionOut:
        for one in await self._all(report):
            if one.section == section:
                return one
        raise NotFoundError("The report has no such section.")

    async def _all(self, report: Report) -> list[ReportSectionOut]:
        sections, _ = await self._sections.template(report.id)
        texts = {row.section: row for row in await self._sections.texts(report.id)}
        returned = report.status == "returned"
        reasons = await self._sections.reasons(report.id) if returned else {}
        return [
            ReportSectionOut.model_validate(
                {
                    **one,
                    **_told(texts.get(one["section"])),
                    "reason": reasons.get(one["section"]),
                }
            )
            for one in sections
        ]

    async def _seen(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._reports.get(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        return report


def _told(row: Any) -> dict[str, Any]:
    if row is None:
        return {"text": {}, "written_by": None, "updated_at": None, "version": 0}
    return {
        "text": row.words,
        "written_by": person(row.written_by, row.display_name),
        "updated_at": row.updated_at,
        "version": row.version,
    }


def _refuse_longer(wanted: ReportTextIn, most: int) -> None:
    for words in wanted.text.values():
        if len(words) > most:
            raise invalid(
                "body",
                "text",
                code="text_too_long",
                message=f"At most {most} characters: these are {len(words)}.",
            )
