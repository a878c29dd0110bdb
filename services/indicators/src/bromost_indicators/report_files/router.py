from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import ReportFileCreate, ReportFiles
from .service import ReportFileService

router = APIRouter(prefix="/reports/{report_id}/files", tags=["reporting"])


async def _service(session: Session) -> ReportFileService:
    return ReportFileService(session)


Files = Annotated[ReportFileService, Depends(_service)]
Writer = Annotated[Actor, Depends(requires("result.write"))]


@router.get("", summary="Files that go with a report")
async def list_report_files(
    files: Files,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    report_id: UUID,
) -> ReportFiles:
    return await files.all(report_id, actor=actor)


@router.post(
    "", summary="Let a file go with a report", status_code=status.HTTP_201_CREATED
)
async def add_report_file(
    files: Files, actor: Writer, report_id: UUID, body: ReportFileCreate
) -> ReportFiles:
    """Hand it in first, as a file of the report's project or programme."""
    return await files.add(report_id, body, actor=actor)


@router.delete(
    "/{file_id}",
    summary="Take a file off a report",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_report_file(
    files: Files, actor: Writer, report_id: UUID, file_id: UUID
) -> None:
    """As long as it is not submitted. What an accepted version names stays kept."""
    await files.remove(report_id, file_id, actor=actor)
