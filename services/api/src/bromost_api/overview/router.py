from typing import Annotated

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import Overview
from .service import OverviewService

router = APIRouter(prefix="/overview", tags=["overview"])

Reader = Annotated[Actor, Depends(requires("project.read"))]


async def _service(session: Session, actor: Reader) -> OverviewService:
    return OverviewService(session, actor=actor)


@router.get("", summary="The registry in figures")
async def get_overview(
    figures: Annotated[OverviewService, Depends(_service)],
) -> Overview:
    return await figures.overview()
