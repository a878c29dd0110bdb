from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import ReportVersionOut
from .service import ReportVersionService

router = APIRouter(prefix="/reports/{report_id}/versions", tags=["reporting"])


async def _service(session: Session) -> ReportVersionService:
    return ReportVersionService(session)


@router.get("/{number}", summary="What a report told when it was accepted")
async def get_report_version(
    versions: Annotated[ReportVersionService, Depends(_service)],
    actor: Annotated[Actor, Depends(requires("result.read"))],
    report_id: UUID,
    number: Annotated[int, Path(ge=1, le=10_000)],
) -> ReportVersionOut:
    """It stays as it was, whatever changed since or was accepted later."""
    return await versions.get(report_id, number, actor=actor)
