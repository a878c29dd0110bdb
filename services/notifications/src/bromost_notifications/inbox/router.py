from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import StreamingResponse

from bromost_common.auth import Actor
from bromost_common.digests import token_digest
from bromost_common.paging import Page
from bromost_common.web.auth import requires, session_token
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_notifications.tagged import AS_BEFORE, Known, tagged

from .hub import Hub
from .schemas import (
    LARGEST_ID,
    InboxChange,
    InboxChanged,
    InboxCount,
    InboxState,
    MarkedOut,
    NotificationOut,
    NotificationUpdate,
    ThreadOut,
    UntilId,
)
from .service import InboxService

router = APIRouter(prefix="/inbox", tags=["inbox"])

# Everybody who reads has an inbox, and puts their own in order.
Reader = Annotated[Actor, Depends(requires("inbox.read"))]
OwnId = Annotated[int, Path(ge=1, le=LARGEST_ID)]
# Milliseconds until a browser connects again after the stream ended.
RETRY = 2_000
# Described by the form that OpenAPI has for items of a stream.
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/event-stream": {
                "itemSchema": {
                    "type": "object",
                    "required": ["data"],
                    "properties": {
                        "data": {
                            "type": "string",
                            "contentMediaType": "application/json",
                            "contentSchema": {
                                "$ref": "#/components/schemas/NotificationOut"
                            },
                        },
                        "event": {"type": "string"},
                        "id": {"type": "string"},
                        "retry": {"type": "integer", "minimum": 0},
                    },
                }
            }
        }
    }
}

# No proxy gathers or keeps them.
AS_THEY_COME = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


async def _service(session: Session) -> InboxService:
    return InboxService(session)


async def _hub(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


Inbox = Annotated[InboxService, Depends(_service)]
State = Annotated[
    InboxState,
    Query(description="`all` leaves out what was archived or put off."),
]


async def _start(
    inbox: Inbox,
    actor: Reader,
    last_event_id: Annotated[int | None, Header(ge=0, le=LARGEST_ID)] = None,
) -> int:
    """The id that a stream starts after, known before its first line is sent."""
    if last_event_id is not None:
        return last_event_id
    return await inbox.newest_id(actor=actor)


@router.get("", summary="One's notifications, newest first", responses=AS_BEFORE)
async def list_notifications(
    *,
    inbox: Inbox,
    actor: Reader,
    page: PageQuery,
    state: State = "all",
    about: Annotated[
        UUID | None, Query(description="Only what is about this thing.")
    ] = None,
    if_none_match: Known = None,
) -> Page[NotificationOut]:
    return tagged(await inbox.page(state, about, page, actor=actor), if_none_match)  # type: ignore[no-any-return]  # FastAPI passes responses through


@router.get(
    "/threads",
    summary="One's notifications by what they are about, newest first",
    description="Of each thing the newest notification, and how many there are.",
    responses=AS_BEFORE,
)
async def list_threads(
    *,
    inbox: Inbox,
    actor: Reader,
    page: PageQuery,
    state: State = "all",
    if_none_match: Known = None,
) -> Page[ThreadOut]:
    return tagged(await inbox.threads(state, page, actor=actor), if_none_match)  # type: ignore[no-any-return]  # see above


@router.get(
    "/count",
    summary="How many are new, unread, and put off",
    description="The ETag changes whenever the inbox may look different, so this is"
    " cheap to ask again with `If-None-Match`.",
    responses=AS_BEFORE,
)
async def count_unread(
    inbox: Inbox, actor: Reader, if_none_match: Known = None
) -> InboxCount:
    counted = await inbox.count(actor=actor)
    return tagged(counted.counts, if_none_match, counted.tag)  # type: ignore[no-any-return]  # see above


@router.get(
    "/stream",
    summary="New notifications as they come",
    description="Server-sent events named `notification`. Send `Last-Event-ID` to get"
    " what came after it first. An event named `changed`, without an id, says that the"
    " inbox was put in order elsewhere. Ends when the session ends.",
    response_class=StreamingResponse,
    responses=EVENTS,
)
async def stream_notifications(
    request: Request,
    actor: Reader,
    hub: Annotated[Hub, Depends(_hub)],
    start: Annotated[int, Depends(_start)],
) -> StreamingResponse:
    digest = token_digest(session_token(request) or "")
    return StreamingResponse(
        _opened(hub.follow(actor.account_id, digest, start)),
        media_type="text/event-stream",
        headers=AS_THEY_COME,
    )


async def _opened(events: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    # A first line makes the browser's connection count as open.
    yield f": open\nretry: {RETRY}\n\n".encode()
    async with aclosing(events):
        async for some in events:
            yield some


@router.post(
    "/changes",
    summary="Mark as read, archive or put off several at once",
    description="Of what is named only what is in one's own inbox is changed.",
)
async def change_notifications(
    inbox: Inbox, actor: Reader, body: InboxChange
) -> InboxChanged:
    return await inbox.change_several(body, actor=actor)


@router.patch("/{notification_id}", summary="Mark as read, archive, or put off")
async def change_notification(
    inbox: Inbox, actor: Reader, notification_id: OwnId, body: NotificationUpdate
) -> NotificationOut:
    return await inbox.change(notification_id, body, actor=actor)


@router.post("/read-all", summary="Mark all as read, up to one")
async def read_all_notifications(
    inbox: Inbox, actor: Reader, body: UntilId
) -> MarkedOut:
    return await inbox.read_all(body, actor=actor)


@router.post("/seen", summary="Mark what was looked at as seen, up to one")
async def see_notifications(inbox: Inbox, actor: Reader, body: UntilId) -> MarkedOut:
    """What is seen is no longer new; it stays unread until it is read."""
    return await inbox.see_all(body, actor=actor)
