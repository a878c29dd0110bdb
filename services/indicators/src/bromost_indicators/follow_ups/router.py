from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import FollowUpMark, FollowUpOut, FollowUpsOut
from .service import FollowUpService

router = APIRouter(tags=["follow-up"])
Writer = Annotated[Actor, Depends(requires("entry.write"))]


async def _service(session: Session) -> FollowUpService:
    return FollowUpService(session)


FollowUps = Annotated[FollowUpService, Depends(_service)]


@router.get(
    "/frameworks/{owner_id}/follow-ups",
    summary="Values that somebody is to come back to",
)
async def list_follow_ups(
    marks: FollowUps,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    owner_id: UUID,
) -> FollowUpsOut:
    """None of them for who sees a value only once it is accepted."""
    return await marks.of_framework(owner_id, actor=actor)


@router.put(
    "/periods/{period_id}/follow-up",
    summary="Mark a value to come back to it",
)
async def mark_follow_up(
    marks: FollowUps, actor: Writer, period_id: UUID, body: FollowUpMark
) -> FollowUpOut:
    """There is one mark of a value: what is said last takes the place of the other."""
    return await marks.mark(period_id, body, actor=actor)


@router.delete(
    "/periods/{period_id}/follow-up",
    summary="Say that a value has been come back to",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def clear_follow_up(marks: FollowUps, actor: Writer, period_id: UUID) -> None:
    await marks.clear(period_id, actor=actor)
