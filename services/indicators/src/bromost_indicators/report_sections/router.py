from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag
from bromost_indicators.reporting_requirements.schemas import SectionName

from .schemas import ReportSectionOut, ReportSections, ReportTextIn
from .service import SectionService

router = APIRouter(prefix="/reports/{report_id}/sections", tags=["reporting"])


async def _service(session: Session) -> SectionService:
    return SectionService(session)


Sections = Annotated[SectionService, Depends(_service)]


@router.put(
    "/{section}/parts/{organisation_id}",
    summary="Say a partner's part in a section of a report",
)
async def write_report_part(
    *,
    sections: Sections,
    actor: Annotated[Actor, Depends(requires("result.write"))],
    report_id: UUID,
    section: SectionName,
    organisation_id: UUID,
    version: ExpectedVersion,
    body: ReportTextIn,
) -> ReportSectionOut:
    """`If-Match` is the part's version, `"0"` as long as nobody wrote in it."""
    return await sections.write_part(
        report_id, section, organisation_id, body, version, actor=actor
    )


@router.get("", summary="What a report says in words")
async def list_report_sections(
    sections: Sections,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    report_id: UUID,
) -> ReportSections:
    return await sections.all(report_id, actor=actor)


@router.put("/{section}", summary="Write in a section of a report")
async def write_report_section(
    *,
    sections: Sections,
    actor: Annotated[Actor, Depends(requires("result.write"))],
    report_id: UUID,
    section: SectionName,
    version: ExpectedVersion,
    response: Response,
    body: ReportTextIn,
) -> ReportSectionOut:
    """`If-Match` is the section's version, `"0"` as long as nobody wrote in it."""
    found = await sections.write(report_id, section, body, version, actor=actor)
    set_etag(response, found)
    return found
