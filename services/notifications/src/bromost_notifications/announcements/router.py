from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.limits import ANNOUNCE
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import (
    AnnouncementBody,
    AnnouncementDetailOut,
    AnnouncementOut,
    RecipientsOut,
)
from .service import AnnouncementService

router = APIRouter(
    prefix="/programmes/{programme_id}/announcements", tags=["announcements"]
)


async def _service(session: Session) -> AnnouncementService:
    return AnnouncementService(session)


Announcements = Annotated[AnnouncementService, Depends(_service)]
Writer = Annotated[Actor, Depends(requires("announcement.write"))]


@router.get("", summary="What was announced in a programme, and drafts, newest first")
async def list_announcements(
    announcements: Announcements, actor: Writer, programme_id: UUID, page: PageQuery
) -> Page[AnnouncementOut]:
    return await announcements.page(programme_id, page, actor=actor)


@router.post(
    "",
    summary="Write an announcement; it is a draft until it is sent",
    status_code=status.HTTP_201_CREATED,
)
async def write_announcement(
    *,
    announcements: Announcements,
    actor: Writer,
    programme_id: UUID,
    response: Response,
    body: AnnouncementBody,
) -> AnnouncementDetailOut:
    made = await announcements.write(programme_id, body, actor=actor)
    set_etag(response, made)
    return made


@router.get("/{announcement_id}", summary="An announcement, and what became of it")
async def get_announcement(
    *,
    announcements: Announcements,
    actor: Writer,
    programme_id: UUID,
    announcement_id: UUID,
    response: Response,
) -> AnnouncementDetailOut:
    found = await announcements.get(programme_id, announcement_id, actor=actor)
    set_etag(response, found)
    return found


@router.put("/{announcement_id}", summary="Rewrite a draft")
async def rewrite_announcement(  # one more than others: it is in a programme
    *,
    announcements: Announcements,
    actor: Writer,
    programme_id: UUID,
    announcement_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: AnnouncementBody,
) -> AnnouncementDetailOut:
    changed = await announcements.rewrite(
        programme_id, announcement_id, body, version, actor=actor
    )
    set_etag(response, changed)
    return changed


@router.delete(
    "/{announcement_id}",
    summary="Throw a draft away",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def discard_announcement(
    *,
    announcements: Announcements,
    actor: Writer,
    programme_id: UUID,
    announcement_id: UUID,
    version: ExpectedVersion,
) -> None:
    await announcements.discard(programme_id, announcement_id, version, actor=actor)


@router.get("/{announcement_id}/recipients", summary="Whom a draft would go to")
async def preview_recipients(
    announcements: Announcements,
    actor: Writer,
    programme_id: UUID,
    announcement_id: UUID,
) -> RecipientsOut:
    return await announcements.recipients(programme_id, announcement_id, actor=actor)


@router.post(
    "/{announcement_id}/sending",
    summary="Send a draft, to whom it goes now",
    dependencies=[limited(ANNOUNCE, by="account")],
)
async def send_announcement(
    *,
    announcements: Announcements,
    actor: Writer,
    programme_id: UUID,
    announcement_id: UUID,
    version: ExpectedVersion,
    response: Response,
) -> AnnouncementDetailOut:
    sent = await announcements.send(programme_id, announcement_id, version, actor=actor)
    set_etag(response, sent)
    return sent
