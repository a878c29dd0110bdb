from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response, status
from fastapi.sse import EventSourceResponse, ServerSentEvent

from bromost_common.auth import Actor
from bromost_common.digests import token_digest
from bromost_common.paging import Page
from bromost_common.web.auth import requires, session_token
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .hub import Hub
from .schemas import (
    LARGEST_ID,
    InboxCount,
    InboxState,
    NotificationOut,
    NotificationUpdate,
    ReadAll,
    ReadAllOut,
)
from .service import InboxService

_TAG = {"ETag": {"required": True, "schema": {"type": "string"}}}
router = APIRouter(prefix="/inbox", tags=["inbox"])

# Everybody who reads has an inbox, and puts their own in order.
Reader = Annotated[Actor, Depends(requires("inbox.read"))]
OwnId = Annotated[int, Path(ge=1, le=LARGEST_ID)]
# Milliseconds until a browser connects again after the stream ended.
RETRY = 2_000


async def _service(session: Session) -> InboxService:
    return InboxService(session)


async def _hub(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


Inbox = Annotated[InboxService, Depends(_service)]


async def _start(
    inbox: Inbox,
    actor: Reader,
    last_event_id: Annotated[int | None, Header(ge=0, le=LARGEST_ID)] = None,
) -> int:
    """The id that a stream starts after, known before its first line is sent."""
    if last_event_id is not None:
        return last_event_id
    return await inbox.newest_id(actor=actor)


@router.get("", summary="One's notifications, newest first")
async def list_notifications(
    inbox: Inbox,
    actor: Reader,
    page: PageQuery,
    state: Annotated[
        InboxState, Query(description="`all` leaves the archived ones out.")
    ] = "all",
) -> Page[NotificationOut]:
    return await inbox.page(state, page, actor=actor)


@router.get(
    "/count",
    summary="How many are unread",
    description="The ETag changes whenever the inbox may look different, so this is"
    " cheap to ask again with `If-None-Match`.",
    responses={
        200: {"headers": _TAG},
        304: {"description": "As before.", "headers": _TAG},
    },
)
async def count_unread(
    inbox: Inbox,
    actor: Reader,
    response: Response,
    if_none_match: Annotated[str | None, Header()] = None,
) -> InboxCount:
    counted = await inbox.count(actor=actor)
    # A browser keeps it, and asks each time whether it still holds.
    headers = {"ETag": counted.tag, "Cache-Control": "private, no-cache"}
    if counted.tag in (if_none_match or "").replace("W/", "").split(", "):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)  # type: ignore[return-value]  # FastAPI passes responses through
    response.headers.update(headers)
    return counted.unread


@router.get(
    "/stream",
    summary="New notifications as they come",
    description="Server-sent events named `notification`. Send `Last-Event-ID` to get"
    " what came after it first. Ends when the session ends.",
    response_class=EventSourceResponse,
)
async def stream_notifications(
    request: Request,
    actor: Reader,
    hub: Annotated[Hub, Depends(_hub)],
    start: Annotated[int, Depends(_start)],
) -> AsyncIterable[NotificationOut]:
    digest = token_digest(session_token(request) or "")
    # A first line makes the browser's connection count as open.
    yield ServerSentEvent(comment="open", retry=RETRY)  # type: ignore[misc]  # what is annotated is what is documented
    async for item in hub.follow(actor.account_id, digest, start):
        yield ServerSentEvent(event="notification", id=str(item.id), data=item)  # type: ignore[misc]  # see above


@router.patch("/{notification_id}", summary="Mark as read, or archive")
async def change_notification(
    inbox: Inbox, actor: Reader, notification_id: OwnId, body: NotificationUpdate
) -> NotificationOut:
    return await inbox.change(notification_id, body, actor=actor)


@router.post("/read-all", summary="Mark all as read, up to one")
async def read_all_notifications(
    inbox: Inbox, actor: Reader, body: ReadAll
) -> ReadAllOut:
    return await inbox.read_all(body, actor=actor)
