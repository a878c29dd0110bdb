from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import RetriedOut, UnhandledEventOut
from .service import EventService

router = APIRouter(prefix="/events/unhandled", tags=["events"])

Manager = Annotated[Actor, Depends(requires("delivery.manage"))]


async def _service(session: Session) -> EventService:
    return EventService(session)


Events = Annotated[EventService, Depends(_service)]


@router.get("", summary="What nobody could be told of, newest first")
async def list_unhandled_events(
    events: Events, _: Manager, page: PageQuery
) -> Page[UnhandledEventOut]:
    return await events.page(page)


@router.post(
    "/{event_id}/retry",
    summary="Try once more to tell of it",
    description="Whoever was told of it already is not told twice.",
)
async def retry_event(events: Events, _: Manager, event_id: UUID) -> RetriedOut:
    return await events.retry(event_id)


@router.post("/retry", summary="Try once more to tell of all of them")
async def retry_all_events(events: Events, _: Manager) -> RetriedOut:
    return await events.retry_all()
