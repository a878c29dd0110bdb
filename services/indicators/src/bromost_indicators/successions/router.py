from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import SuccessionCreate, SuccessionOut
from .service import SuccessionService

router = APIRouter(tags=["definitions"])
Writer = Annotated[Actor, Depends(requires("result.govern"))]


async def _service(session: Session) -> SuccessionService:
    return SuccessionService(session)


Successions = Annotated[SuccessionService, Depends(_service)]


@router.post(
    "/programmes/{programme_id}/definition-successions",
    summary="Let all uses of a programme go by another version from a day on",
)
async def take_up_definition_version(
    successions: Successions,
    actor: Writer,
    programme_id: UUID,
    body: SuccessionCreate,
) -> SuccessionOut:
    return await successions.take_up(programme_id, body, actor=actor)
