from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    StaleVersionError,
    invalid,
)
from bromost_indicators.report_figures.naming import SPENDING, indicator_of
from bromost_indicators.report_figures.service import ReportFigureService
from bromost_indicators.report_versions.reading import FrozenReports
from bromost_indicators.reports.authority import Authority
from bromost_indicators.reports.models import OPEN, Report
from bromost_indicators.reports.repository import ReportRepository

from .models import ReportPart, ReportText
from .presenting import section_out
from .repository import SectionRepository
from .schemas import ReportSectionOut, ReportSections, ReportTextIn


class ReportClosedError(ConflictError):
    """It was submitted, and is not written in until it is returned."""

    code = "report_closed"


class SectionService:
    """What reports say in words. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._sections = SectionRepository(session)
        self._reports = ReportRepository(session)
        self._authority = Authority(session)
        self._figures = ReportFigureService(session)
        self._frozen = FrozenReports(session)

    async def all(self, report_id: UUID, *, actor: Actor) -> ReportSections:
        report = await self._seen(report_id, actor)
        if frozen := await self._frozen.sections(report):
            return frozen
        rights = await self._authority.rights(report, actor)
        may_write = "submit" in rights and report.status in OPEN
        return await self.now(report, may_write=may_write, actor=actor)

    async def now(
        self, report: Report, *, may_write: bool = False, actor: Actor | None = None
    ) -> ReportSections:
        """As they stand, of a report that somebody sees; without anybody, to keep."""
        _, language = await self._sections.template(report.id)
        sections = await self._all(report)
        written = {part.organisation.id for one in sections for part in one.parts}
        partners = [
            {
                "organisation": {"id": one.id, "name": one.name},
                "has_written": one.id in written,
                "may_write": report.status in OPEN
                and actor is not None
                and await self._authority.speaks_for(report, one.id, actor),
            }
            for one in await self._sections.partners(report)
        ]
        return ReportSections.model_validate(
            {
                "original_language": language,
                "sections": sections,
                "partners": partners,
                "may_write": may_write,
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
        report = await self._held(report_id, actor)
        await self._authority.require_lead(report, actor)
        current = await self._one(report, section, actor)
        _refuse(report, current, is_current=current.version == version)
        _refuse_longer(wanted, current.max_characters)
        text = await self._sections.get(report_id, section)
        if text is None:
            text = ReportText(report_id=report_id, section=section, version=0)
        await self._keep(text, wanted, actor)
        return await self._one(report, section, actor)

    async def write_part(
        self,
        report_id: UUID,
        section: str,
        organisation_id: UUID,
        wanted: ReportTextIn,
        version: int,
        *,
        actor: Actor,
    ) -> ReportSectionOut:
        """What a partner says itself; the lead's text is not touched."""
        report = await self._held(report_id, actor)
        partners = {one.id for one in await self._sections.partners(report)}
        sections = {one.section: one for one in await self._all(report)}
        if organisation_id not in partners or section not in sections:
            raise NotFoundError("There is no such part of the report.")
        if not await self._authority.speaks_for(report, organisation_id, actor):
            raise PermissionDeniedError("Its own people alone speak for a partner.")
        current = sections[section]
        part = await self._sections.part(report_id, section, organisation_id)
        known = part.version if part else 0
        _refuse(report, current, is_current=known == version)
        _refuse_longer(wanted, current.max_characters)
        if part is None:
            part = ReportPart(
                report_id=report_id,
                section=section,
                organisation_id=organisation_id,
                version=0,
            )
        await self._keep(part, wanted, actor)
        return await self._one(report, section, actor)

    async def _keep(
        self, text: ReportText | ReportPart, wanted: ReportTextIn, actor: Actor
    ) -> None:
        text.words = {tag: said for tag, said in wanted.text.items() if said}
        text.written_by = actor.account_id
        text.version += 1
        await self._sections.keep(text)

    async def _held(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._seen(report_id, actor)
        await self._authority.require(report, "result.write", actor)
        if not await self._reports.refresh(report):
            raise NotFoundError("There is no such report.")
        return report

    async def _one(
        self, report: Report, section: str, actor: Actor
    ) -> ReportSectionOut:
        for one in await self._all(report):
            if one.section == section:
                return one
        indicator_id = indicator_of(section)
        if indicator_id is not None:
            row = await self._figures.row(report, indicator_id, actor=actor)
            if row is not None and row.words.section == section:
                return row.words
        if section == SPENDING:
            spending = await self._figures.spending(report, actor=actor)
            if spending is not None:
                return spending.words
        raise NotFoundError("The report has no such section.")

    async def _all(self, report: Report) -> list[ReportSectionOut]:
        sections, _ = await self._sections.template(report.id)
        texts = {row.section: row for row in await self._sections.texts(report.id)}
        returned = report.status == "returned"
        reasons = await self._sections.reasons(report.id) if returned else {}
        parts = await self._sections.parts(report.id)
        return [section_out(one, texts, reasons, parts) for one in sections]

    async def _seen(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._reports.get(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        return report


def _refuse(report: Report, current: ReportSectionOut, *, is_current: bool) -> None:
    if report.status not in OPEN:
        raise ReportClosedError(f"It is {report.status}.")
    if not is_current:
        raise StaleVersionError("Somebody else wrote in this section.", current=current)


def _refuse_longer(wanted: ReportTextIn, most: int) -> None:
    for words in wanted.text.values():
        if len(words) > most:
            raise invalid(
                "body",
                "text",
                code="text_too_long",
                message=f"At most {most} characters: these are {len(words)}.",
            )
