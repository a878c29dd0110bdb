from typing import Annotated

from fastapi import APIRouter, Depends, Path, status
from fastapi.responses import RedirectResponse

from bromost_common.web.session import Session, on_task

from .schemas import StopLinkOut, StopLinkToken
from .service import PAGE, TASK, StopService

router = APIRouter(
    prefix="/stop-links", tags=["stopping mail"], dependencies=[on_task(TASK)]
)


async def _service(session: Session) -> StopService:
    return StopService(session)


Stops = Annotated[StopService, Depends(_service)]
TokenPath = Annotated[str, Path(max_length=200)]


@router.post("/look-up", summary="What a link in a mail stops")
async def look_up_stop_link(stops: Stops, body: StopLinkToken) -> StopLinkOut:
    return await stops.look_up(body.token)


@router.get(
    "/{token}",
    summary="Go from a mail to the page that stops mails of its topic",
    description="Changes nothing: whatever looks at links in mails follows them.",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
)
async def visit_stop_link(token: TokenPath) -> RedirectResponse:
    return RedirectResponse(f"{PAGE}#{token}", status_code=status.HTTP_303_SEE_OTHER)


@router.post(
    "/{token}",
    summary="Stop mails of a topic at once",
    description="As RFC 8058 has it: a mail program posts this without a cookie, and"
    " whatever body it sends counts for nothing. Asked again it answers the same.",
)
async def stop_mails(stops: Stops, token: TokenPath) -> StopLinkOut:
    return await stops.stop(token)
