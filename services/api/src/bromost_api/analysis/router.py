from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import AnalysisAccessCreate, AnalysisAccessOut, AnalysisViewList
from .service import AnalysisService

router = APIRouter(prefix="/analysis", tags=["analysis"])

Manager = Annotated[Actor, Depends(requires("key.manage"))]
FreshManager = Annotated[Actor, Depends(requires("key.manage", fresh=True))]


async def _service(session: Session) -> AnalysisService:
    return AnalysisService(session)


Analysis = Annotated[AnalysisService, Depends(_service)]


@router.get("/access", summary="List what logins of the database may read")
async def list_analysis_access(
    analysis: Analysis, _: Manager, page: PageQuery
) -> Page[AnalysisAccessOut]:
    return await analysis.page(page)


@router.post(
    "/access",
    summary="Let a login of the database read a programme",
    status_code=status.HTTP_201_CREATED,
)
async def give_analysis_access(
    analysis: Analysis, actor: FreshManager, body: AnalysisAccessCreate
) -> AnalysisAccessOut:
    return await analysis.give(body, actor=actor)


@router.delete(
    "/access/{access_id}",
    summary="End what a login of the database may read",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def end_analysis_access(
    analysis: Analysis, _: FreshManager, access_id: UUID
) -> None:
    await analysis.end(access_id)


@router.get("/views", summary="What the views for analysis mean, column by column")
async def list_analysis_views(analysis: Analysis, _: Manager) -> AnalysisViewList:
    return await analysis.views()
