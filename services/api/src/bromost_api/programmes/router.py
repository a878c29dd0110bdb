from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_api.list_words import GENERAL
from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.list_files import AskedFile, file_route
from bromost_common.web.paging import PageQuery
from bromost_common.web.past import AS_OF
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import (
    ProgrammeCreate,
    ProgrammeListItem,
    ProgrammeOut,
    ProgrammeUpdate,
)
from .service import ProgrammeService

router = APIRouter(prefix="/programmes", tags=["programmes"])

Reader = Annotated[Actor, Depends(requires("programme.read"))]
Writer = Annotated[Actor, Depends(requires("programme.write"))]


async def _service(session: Session) -> ProgrammeService:
    return ProgrammeService(session)


Programmes = Annotated[ProgrammeService, Depends(_service)]


@router.get("", summary="List programmes", dependencies=[AS_OF])
async def list_programmes(
    programmes: Programmes,
    actor: Reader,
    page: PageQuery,
    q: Annotated[
        ShortText | None, Query(description="Part of the code or of a title.")
    ] = None,
    sort: Literal["code", "title", "-title"] = "code",
) -> Page[ProgrammeListItem]:
    return await programmes.page(page, sort=sort, q=q, actor=actor)


@router.get(
    "/file",
    summary="The same programmes as a file",
    **file_route(AS_OF),
)
async def download_programmes(
    programmes: Programmes,
    actor: Reader,
    file: AskedFile,
    q: Annotated[
        ShortText | None, Query(description="Part of the code or of a title.")
    ] = None,
    sort: Literal["code", "title", "-title"] = "code",
) -> Response:
    pages = partial(programmes.page, sort=sort, q=q, actor=actor)
    return await file.of(pages, ProgrammeListItem, "programmes", GENERAL)


@router.post("", summary="Register a programme", status_code=status.HTTP_201_CREATED)
async def register_programme(
    programmes: Programmes, actor: Writer, response: Response, body: ProgrammeCreate
) -> ProgrammeOut:
    programme = await programmes.register(body, actor=actor)
    set_etag(response, programme)
    return programme


@router.get("/{programme_id}", summary="Get a programme", dependencies=[AS_OF])
async def get_programme(
    programmes: Programmes, actor: Reader, response: Response, programme_id: UUID
) -> ProgrammeOut:
    programme = await programmes.get(programme_id, actor=actor)
    set_etag(response, programme)
    return programme


@router.patch("/{programme_id}", summary="Change a programme")
async def change_programme(
    programmes: Programmes,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    programme_id: UUID,
    body: ProgrammeUpdate,
) -> ProgrammeOut:
    programme = await programmes.change(programme_id, body, version, actor=actor)
    set_etag(response, programme)
    return programme
