from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.paging import Page
from bromost_common.web.auth import CurrentActor
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import Path, SavedViewCreate, SavedViewOut, SavedViewUpdate
from .service import SavedViewService

router = APIRouter(prefix="/saved-views", tags=["saved views"])


async def _service(session: Session) -> SavedViewService:
    return SavedViewService(session)


SavedViews = Annotated[SavedViewService, Depends(_service)]


@router.get("", summary="List one's own saved views, and those shared with one")
async def list_saved_views(
    views: SavedViews,
    actor: CurrentActor,
    page: PageQuery,
    path: Annotated[Path | None, Query(description="Of this page alone.")] = None,
) -> Page[SavedViewOut]:
    return await views.page(path, page, actor=actor)


@router.post(
    "",
    summary="Keep a way of looking at a page",
    status_code=status.HTTP_201_CREATED,
)
async def save_view(
    views: SavedViews, actor: CurrentActor, response: Response, body: SavedViewCreate
) -> SavedViewOut:
    view = await views.save(body, actor=actor)
    set_etag(response, view)
    return view


@router.get("/{saved_view_id}", summary="Get a saved view")
async def get_saved_view(
    views: SavedViews, actor: CurrentActor, response: Response, saved_view_id: UUID
) -> SavedViewOut:
    view = await views.get(saved_view_id, actor=actor)
    set_etag(response, view)
    return view


@router.patch("/{saved_view_id}", summary="Rename, replace or share a saved view")
async def change_saved_view(
    *,
    views: SavedViews,
    actor: CurrentActor,
    version: ExpectedVersion,
    response: Response,
    saved_view_id: UUID,
    body: SavedViewUpdate,
) -> SavedViewOut:
    view = await views.change(saved_view_id, body, version, actor=actor)
    set_etag(response, view)
    return view


@router.delete(
    "/{saved_view_id}",
    summary="Remove a saved view",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_saved_view(
    views: SavedViews,
    actor: CurrentActor,
    version: ExpectedVersion,
    saved_view_id: UUID,
) -> None:
    await views.remove(saved_view_id, version, actor=actor)
