import hashlib
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response, status

from bromost_common.auth import Actor
from bromost_common.digests import token_digest
from bromost_common.errors import NotFoundError
from bromost_common.limits import CALENDAR_ADDRESS, READ_CALENDAR
from bromost_common.web.auth import begin_acting, requires
from bromost_common.web.bearer import grants_of
from bromost_common.web.limits import limited
from bromost_common.web.session import Quick, Session
from bromost_notifications.tagged import AS_BEFORE, Known
from bromost_notifications.todo.router import Today

from .schemas import CalendarFeedCreate, CalendarFeedIssued, CalendarFeedOut
from .service import CalendarService, Reading

router = APIRouter(tags=["calendars"])
# Their answers have an address that is told once.
SECRET_ADDRESSES = ["/v1/calendar-feeds", "/v1/calendar-feeds/{feed_id}/renewal"]
MEDIA_TYPE = "text/calendar"

_FEED_OF = "SELECT * FROM common.actor_of_calendar($1)"
Reader = Annotated[Actor, Depends(requires("inbox.read"))]


async def _service(session: Session) -> CalendarService:
    return CalendarService(session)


Calendars = Annotated[CalendarService, Depends(_service)]


async def _by_address(
    request: Request,
    quick: Quick,
    token: Annotated[str, Path(pattern="^[A-Za-z0-9_-]{1,64}$")],
) -> tuple[Actor, Reading]:
    """Whose calendar it is: it says what they would see now, and they have to be."""
    row = await quick.row(_FEED_OF, token_digest(token))
    if row is None:
        raise NotFoundError("There is no such calendar.")
    actor = Actor(
        account_id=row["account_id"],
        session_id=row["feed_id"],
        display_name="",
        locale=row["locale"],
        grants=grants_of(row["roles"], row["scopes"]),
        access=request.app.state.access,
        method="calendar",
    )
    await begin_acting(request, actor)
    origin = request.app.state.settings.public_url
    return actor, Reading(row["feed_id"], row["programme_id"], origin)


@router.get(
    "/calendars/{token}.ics",
    summary="What somebody has to do, for their calendar",
    description="Opened by the secret in its address alone, and by nothing else.",
    dependencies=[limited(READ_CALENDAR, by="network")],
    responses=AS_BEFORE
    | {
        200: {
            "headers": AS_BEFORE[200]["headers"],
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
        }
    },
    response_class=Response,
)
async def read_calendar(
    *,
    found: Annotated[tuple[Actor, Reading], Depends(_by_address)],
    calendars: Calendars,
    today: Today,
    if_none_match: Known = None,
) -> Response:
    actor, reading = found
    body = await calendars.read(reading, today, actor=actor)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in (if_none_match or "").replace("W/", "").split(", "):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


@router.get("/calendar-feeds", summary="One's own calendar addresses")
async def list_calendar_feeds(
    calendars: Calendars, actor: Reader
) -> list[CalendarFeedOut]:
    return list(await calendars.all(actor=actor))


@router.post(
    "/calendar-feeds",
    summary="Make an address that one's calendar can read",
    description="The answer has the address this once.",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limited(CALENDAR_ADDRESS, by="account")],
)
async def issue_calendar_feed(
    request: Request, calendars: Calendars, actor: Reader, body: CalendarFeedCreate
) -> CalendarFeedIssued:
    origin = request.app.state.settings.public_url
    return await calendars.issue(body, origin, actor=actor)


@router.post(
    "/calendar-feeds/{feed_id}/renewal",
    summary="Make a new address; the old one stops working at once",
    dependencies=[limited(CALENDAR_ADDRESS, by="account")],
)
async def renew_calendar_feed(
    request: Request, calendars: Calendars, actor: Reader, feed_id: UUID
) -> CalendarFeedIssued:
    origin = request.app.state.settings.public_url
    return await calendars.renew(feed_id, origin, actor=actor)


@router.delete(
    "/calendar-feeds/{feed_id}",
    summary="Withdraw an address",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def withdraw_calendar_feed(
    calendars: Calendars, actor: Reader, feed_id: UUID
) -> None:
    await calendars.withdraw(feed_id, actor=actor)
