from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import ResultCreate, ResultOut, ResultUpdate
from .service import ResultService

router = APIRouter(tags=["results"])
Writer = Annotated[Actor, Depends(requires("result.write"))]
Governor = Annotated[Actor, Depends(requires("result.govern"))]


async def _service(session: Session) -> ResultService:
    return ResultService(session)


Results = Annotated[ResultService, Depends(_service)]


@router.post(
    "/projects/{project_id}/results",
    summary="Add a result to a project",
    status_code=status.HTTP_201_CREATED,
)
async def add_result(
    results: Results,
    actor: Writer,
    project_id: UUID,
    response: Response,
    body: ResultCreate,
) -> ResultOut:
    result = await results.add(project_id, body, actor=actor)
    set_etag(response, result)
    return result


@router.post(
    "/programmes/{programme_id}/results",
    summary="Add a result to a programme",
    status_code=status.HTTP_201_CREATED,
)
async def add_programme_result(
    results: Results,
    actor: Governor,
    programme_id: UUID,
    response: Response,
    body: ResultCreate,
) -> ResultOut:
    result = await results.add(programme_id, body, what="programme", actor=actor)
    set_etag(response, result)
    return result


@router.patch("/results/{result_id}", summary="Change, move or archive a result")
async def change_result(
    *,
    results: Results,
    actor: Writer,
    result_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: ResultUpdate,
) -> ResultOut:
    result = await results.change(result_id, body, version, actor=actor)
    set_etag(response, result)
    return result
