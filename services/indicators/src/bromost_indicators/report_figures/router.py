from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import ReportFigures
from .service import ReportFigureService

router = APIRouter(prefix="/reports/{report_id}/figures", tags=["reporting"])


async def _service(session: Session) -> ReportFigureService:
    return ReportFigureService(session)


@router.get("", summary="What a report tells in figures")
async def get_report_figures(
    figures: Annotated[ReportFigureService, Depends(_service)],
    actor: Annotated[Actor, Depends(requires("result.read"))],
    report_id: UUID,
) -> ReportFigures:
    """Values as of the report's last day; money only for whoever may read it.

    Explanations of deviations are sections: they are written as these are.
    """
    return await figures.get(report_id, actor=actor)
