from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import Funds, SubAwardCreate, SubAwardDetail, SubAwardOut
from .service import SubAwardService

router = APIRouter(tags=["finance"])

Reader = Annotated[Actor, Depends(requires("budget.read"))]
Writer = Annotated[Actor, Depends(requires("budget.write"))]


async def _service(session: Session) -> SubAwardService:
    return SubAwardService(session)


SubAwards = Annotated[SubAwardService, Depends(_service)]


@router.get(
    "/projects/{project_id}/sub-awards",
    summary="Grants and loans that a project handed on, newest first",
)
async def list_sub_awards(
    awards: SubAwards, actor: Reader, project_id: UUID, page: PageQuery
) -> Page[SubAwardOut]:
    return await awards.page(project_id, page, actor=actor)


@router.post(
    "/projects/{project_id}/sub-awards",
    summary="Hand on a grant or a loan",
    status_code=status.HTTP_201_CREATED,
)
async def make_sub_award(
    awards: SubAwards,
    actor: Writer,
    response: Response,
    project_id: UUID,
    body: SubAwardCreate,
) -> SubAwardDetail:
    made = await awards.make(project_id, body, actor=actor)
    set_etag(response, made)
    return made


@router.get(
    "/projects/{project_id}/funds",
    summary="What a project's funds hold, month by month",
)
async def get_project_funds(
    awards: SubAwards, actor: Reader, project_id: UUID
) -> Funds:
    return await awards.funds(project_id, actor=actor)


@router.get("/sub-awards/{sub_award_id}", summary="A grant or a loan with its schedule")
async def get_sub_award(
    awards: SubAwards, actor: Reader, response: Response, sub_award_id: UUID
) -> SubAwardDetail:
    found = await awards.get(sub_award_id, actor=actor)
    set_etag(response, found)
    return found


@router.delete(
    "/sub-awards/{sub_award_id}",
    summary="Remove a grant or loan of which nothing was paid out",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_sub_award(
    awards: SubAwards, actor: Writer, version: ExpectedVersion, sub_award_id: UUID
) -> None:
    await awards.remove(sub_award_id, version, actor=actor)
