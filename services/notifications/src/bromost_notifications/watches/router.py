from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import ObjectType, WatchBody, WatchDetailOut, WatchOut
from .service import WatchService

router = APIRouter(prefix="/watches", tags=["preferences"])


async def _service(session: Session) -> WatchService:
    return WatchService(session)


Watches = Annotated[WatchService, Depends(_service)]
Owner = Annotated[Actor, Depends(requires("inbox.read"))]


@router.get("", summary="What one watches or has muted, newest first")
async def list_watches(
    watches: Watches, actor: Owner, page: PageQuery
) -> Page[WatchOut]:
    return await watches.page(page, actor=actor)


@router.get("/{object_type}/{object_id}", summary="What one hears of a thing, and why")
async def get_watch(
    watches: Watches, actor: Owner, object_type: ObjectType, object_id: UUID
) -> WatchDetailOut:
    return await watches.get(object_type, object_id, actor=actor)


@router.put("/{object_type}/{object_id}", summary="Watch a thing, or mute it")
async def set_watch(
    watches: Watches,
    actor: Owner,
    object_type: ObjectType,
    object_id: UUID,
    body: WatchBody,
) -> WatchDetailOut:
    return await watches.set(object_type, object_id, body, actor=actor)
