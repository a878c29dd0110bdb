from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import LinesCreate, LinesOut
from .service import LineService

router = APIRouter(prefix="/frameworks", tags=["results"])
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> LineService:
    return LineService(session)


Lines = Annotated[LineService, Depends(_service)]


@router.post("/{owner_id}/lines", summary="Add many results and indicators at once")
async def add_lines(
    lines: Lines, actor: Writer, owner_id: UUID, body: LinesCreate
) -> LinesOut:
    return await lines.add(owner_id, body, actor=actor)
