from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import AdoptionCreate, AdoptionOut
from .service import AdoptionService

router = APIRouter(tags=["results"])


async def _service(session: Session) -> AdoptionService:
    return AdoptionService(session)


@router.post(
    "/frameworks/{owner_id}/adoptions",
    summary="Take over results and indicators from another framework",
)
async def adopt_results(
    adoptions: Annotated[AdoptionService, Depends(_service)],
    actor: Annotated[Actor, Depends(requires("result.write"))],
    owner_id: UUID,
    body: AdoptionCreate,
) -> AdoptionOut:
    return await adoptions.adopt(owner_id, body, actor=actor)
