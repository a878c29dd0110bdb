from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import AxisCreate, AxisOut, AxisUpdate, CategoryCreate, CategoryUpdate
from .service import AxisService

router = APIRouter(prefix="/axes", tags=["definitions"])
Reader = Annotated[Actor, Depends(requires("definition.read"))]
Writer = Annotated[Actor, Depends(requires("definition.write"))]


async def _service(session: Session) -> AxisService:
    return AxisService(session)


Axes = Annotated[AxisService, Depends(_service)]


@router.get("", summary="List the ways to break figures down")
async def list_axes(
    *,
    axes: Axes,
    actor: Reader,
    page: PageQuery,
    programme_id: Annotated[
        UUID | None,
        Query(description="Those of the installation and of this programme."),
    ] = None,
    include_archived: bool = False,
) -> Page[AxisOut]:
    return await axes.page(
        page, programme_id=programme_id, with_archived=include_archived, actor=actor
    )


@router.post(
    "",
    summary="Add an axis with its categories",
    status_code=status.HTTP_201_CREATED,
)
async def register_axis(
    axes: Axes, actor: Writer, response: Response, body: AxisCreate
) -> AxisOut:
    axis = await axes.register(body, actor=actor)
    set_etag(response, axis)
    return axis


@router.get("/{axis_id}", summary="One axis with its categories")
async def get_axis(
    axes: Axes, actor: Reader, axis_id: UUID, response: Response
) -> AxisOut:
    axis = await axes.get(axis_id, actor=actor)
    set_etag(response, axis)
    return axis


@router.patch("/{axis_id}", summary="Change or archive an axis")
async def change_axis(
    *,
    axes: Axes,
    actor: Writer,
    axis_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: AxisUpdate,
) -> AxisOut:
    axis = await axes.change(axis_id, body, version, actor=actor)
    set_etag(response, axis)
    return axis


@router.post(
    "/{axis_id}/categories",
    summary="Add a category to an axis",
    status_code=status.HTTP_201_CREATED,
)
async def add_category(
    *,
    axes: Axes,
    actor: Writer,
    axis_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: CategoryCreate,
) -> AxisOut:
    axis = await axes.add_category(axis_id, body, version, actor=actor)
    set_etag(response, axis)
    return axis


@router.patch(
    "/{axis_id}/categories/{category_id}",
    summary="Change, move or archive a category",
)
async def change_category(
    *,
    axes: Axes,
    actor: Writer,
    axis_id: UUID,
    category_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: CategoryUpdate,
) -> AxisOut:
    axis = await axes.change_category(axis_id, category_id, body, version, actor=actor)
    set_etag(response, axis)
    return axis


@router.delete(
    "/{axis_id}/categories/{category_id}",
    summary="Remove a category that no figure can be told by yet",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_category(
    axes: Axes,
    actor: Writer,
    axis_id: UUID,
    category_id: UUID,
    version: ExpectedVersion,
) -> None:
    await axes.remove_category(axis_id, category_id, version, actor=actor)
