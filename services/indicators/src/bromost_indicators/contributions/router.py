from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import ContributionCreate, ContributionOut, ContributionUpdate
from .service import ContributionService

router = APIRouter(tags=["results"])
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> ContributionService:
    return ContributionService(session)


Contributions = Annotated[ContributionService, Depends(_service)]


@router.post(
    "/results/{result_id}/contributions",
    summary="Say that a result leads to another one",
    status_code=status.HTTP_201_CREATED,
)
async def add_contribution(
    contributions: Contributions,
    actor: Writer,
    result_id: UUID,
    response: Response,
    body: ContributionCreate,
) -> ContributionOut:
    contribution = await contributions.add(result_id, body, actor=actor)
    set_etag(response, contribution)
    return contribution


@router.patch("/contributions/{contribution_id}", summary="Change a contribution")
async def change_contribution(
    *,
    contributions: Contributions,
    actor: Writer,
    contribution_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: ContributionUpdate,
) -> ContributionOut:
    contribution = await contributions.change(
        contribution_id, body, version, actor=actor
    )
    set_etag(response, contribution)
    return contribution


@router.delete(
    "/contributions/{contribution_id}",
    summary="Take a contribution away",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_contribution(
    contributions: Contributions,
    actor: Writer,
    contribution_id: UUID,
    version: ExpectedVersion,
) -> None:
    await contributions.remove(contribution_id, version, actor=actor)
