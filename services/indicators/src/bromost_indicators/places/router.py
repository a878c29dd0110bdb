from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import PlaceCreate, PlaceOut, PlaceUpdate
from .service import PlaceService

router = APIRouter(tags=["results"])
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> PlaceService:
    return PlaceService(session)


Places = Annotated[PlaceService, Depends(_service)]


@router.post(
    "/projects/{project_id}/places",
    summary="Add a site to a project",
    status_code=status.HTTP_201_CREATED,
)
async def add_place(
    places: Places,
    actor: Writer,
    project_id: UUID,
    response: Response,
    body: PlaceCreate,
) -> PlaceOut:
    place = await places.add(project_id, body, actor=actor)
    set_etag(response, place)
    return place


@router.patch("/places/{place_id}", summary="Change or archive a site")
async def change_place(
    *,
    places: Places,
    actor: Writer,
    place_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: PlaceUpdate,
) -> PlaceOut:
    place = await places.change(place_id, body, version, actor=actor)
    set_etag(response, place)
    return place
