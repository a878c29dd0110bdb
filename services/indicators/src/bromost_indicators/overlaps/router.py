from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import OverlapCreate, OverlapsOut, OverlapWithHistory
from .service import OverlapService

router = APIRouter(prefix="/indicators/{indicator_id}/overlaps", tags=["figures"])
Reader = Annotated[Actor, Depends(requires("result.read"))]
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> OverlapService:
    return OverlapService(session)


Overlaps = Annotated[OverlapService, Depends(_service)]


@router.get("", summary="How many people are in several parts of a count")
async def get_overlaps(
    overlaps: Overlaps,
    actor: Reader,
    indicator_id: UUID,
    period: Annotated[
        UUID | None, Query(description="Of this period; between periods without.")
    ] = None,
) -> OverlapsOut:
    return await overlaps.get(indicator_id, period, actor=actor)


@router.post(
    "",
    summary="Say how many people are in several parts of a count",
    status_code=status.HTTP_201_CREATED,
)
async def state_overlap(
    overlaps: Overlaps, actor: Writer, indicator_id: UUID, body: OverlapCreate
) -> OverlapWithHistory:
    """Of people who are counted once the figure then is the sum less those."""
    return await overlaps.state(indicator_id, body, actor=actor)
