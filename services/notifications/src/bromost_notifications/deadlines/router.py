from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import DeadlinePreviewOut, DeadlineRulesBody, DeadlineRulesOut
from .service import DeadlineService

router = APIRouter(tags=["reminders"])


async def _service(session: Session) -> DeadlineService:
    return DeadlineService(session)


async def today() -> date:
    return datetime.now(UTC).date()


Deadlines = Annotated[DeadlineService, Depends(_service)]
Reader = Annotated[Actor, Depends(requires("deadline.read"))]
Manager = Annotated[Actor, Depends(requires("deadline.manage"))]
Writer = Annotated[Actor, Depends(requires("deadline.write"))]
Today = Annotated[date, Depends(today)]


@router.get(
    "/deadline-rules", summary="When people are reminded, where nothing else holds"
)
async def get_default_deadline_rules(
    deadlines: Deadlines, actor: Reader, response: Response
) -> DeadlineRulesOut:
    found = await deadlines.get(None, actor=actor)
    set_etag(response, found)
    return found


@router.put("/deadline-rules", summary="Lay down when people are reminded")
async def replace_default_deadline_rules(
    *,
    deadlines: Deadlines,
    actor: Manager,
    version: ExpectedVersion,
    response: Response,
    body: DeadlineRulesBody,
) -> DeadlineRulesOut:
    """A kind that is left out stays as it is."""
    found = await deadlines.replace(None, body, version, actor=actor)
    set_etag(response, found)
    return found


@router.post(
    "/deadline-rules/preview", summary="Whom reminders would reach in thirty days"
)
async def preview_default_reminders(
    deadlines: Deadlines, actor: Manager, day: Today, body: DeadlineRulesBody
) -> DeadlinePreviewOut:
    """Everywhere, if these were the defaults. Nothing is sent or changed."""
    return await deadlines.preview(None, body, day, actor=actor)


@router.get(
    "/programmes/{programme_id}/deadline-rules",
    summary="When people are reminded in a programme",
)
async def get_deadline_rules(
    deadlines: Deadlines, actor: Reader, programme_id: UUID, response: Response
) -> DeadlineRulesOut:
    """Version 1 where the programme laid down nothing: the defaults hold."""
    found = await deadlines.get(programme_id, actor=actor)
    set_etag(response, found)
    return found


@router.put(
    "/programmes/{programme_id}/deadline-rules",
    summary="Lay down when people are reminded in a programme",
)
async def replace_deadline_rules(
    *,
    deadlines: Deadlines,
    actor: Writer,
    programme_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: DeadlineRulesBody,
) -> DeadlineRulesOut:
    """A kind that is left out goes by the default, one without steps is silent."""
    found = await deadlines.replace(programme_id, body, version, actor=actor)
    set_etag(response, found)
    return found


@router.post(
    "/programmes/{programme_id}/deadline-rules/preview",
    summary="Whom reminders of a programme would reach in thirty days",
)
async def preview_reminders(
    deadlines: Deadlines,
    actor: Writer,
    programme_id: UUID,
    day: Today,
    body: DeadlineRulesBody,
) -> DeadlinePreviewOut:
    """If the programme laid down these steps. Nothing is sent or changed."""
    return await deadlines.preview(programme_id, body, day, actor=actor)
