from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from bromost_common.web.auth import CurrentActor
from bromost_common.web.session import Session

from .cookie import set_session_cookie
from .schemas import SessionList
from .service import Sessions

router = APIRouter(tags=["sessions"])


async def _service(session: Session) -> Sessions:
    return Sessions(session)


Service = Annotated[Sessions, Depends(_service)]
GONE = status.HTTP_204_NO_CONTENT


@router.get("/account/sessions", summary="Where one is signed in")
async def list_own_sessions(sessions: Service, actor: CurrentActor) -> SessionList:
    return SessionList(
        items=await sessions.live(actor.account_id, current=actor.session_id)
    )


@router.delete(
    "/account/sessions/{session_id}", summary="Sign out elsewhere", status_code=GONE
)
async def end_own_session(
    sessions: Service, actor: CurrentActor, session_id: UUID
) -> None:
    await sessions.end(actor.account_id, session_id)


@router.delete(
    "/account/sessions",
    summary="Sign out everywhere, or everywhere else",
    status_code=GONE,
)
async def end_own_sessions(
    sessions: Service,
    actor: CurrentActor,
    request: Request,
    response: Response,
    keep_current: Annotated[bool, Query()] = True,  # noqa: FBT002  # a query parameter
) -> None:
    keep = actor.session_id if keep_current else None
    await sessions.end_all(actor.account_id, keep=keep)
    if not keep_current:
        set_session_cookie(request, response, "")
