from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import CoFinancingOut, CoFinancingWrite
from .service import CoFinancingService

router = APIRouter(prefix="/projects/{project_id}/co-financing", tags=["finance"])

Reader = Annotated[Actor, Depends(requires("budget.read"))]
Writer = Annotated[Actor, Depends(requires("budget.write"))]


async def _service(session: Session) -> CoFinancingService:
    return CoFinancingService(session)


Told = Annotated[CoFinancingService, Depends(_service)]


@router.get("", summary="Who carries what of a project's cost")
async def get_co_financing(
    told: Told, actor: Reader, response: Response, project_id: UUID
) -> CoFinancingOut:
    found = await told.get(project_id, actor=actor)
    set_etag(response, found)
    return found


@router.put("", summary="Tell who carries what of a project's cost")
async def set_co_financing(
    told: Told,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    project_id: UUID,
    body: CoFinancingWrite,
) -> CoFinancingOut:
    kept = await told.set(project_id, body, version, actor=actor)
    set_etag(response, kept)
    return kept
