from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .repository import Filters
from .schemas import (
    PracticeCreate,
    PracticeKind,
    PracticeListItem,
    PracticeOut,
    PracticeStepIn,
    PracticeUpdate,
    State,
)
from .service import WRITE, PracticeService

router = APIRouter(prefix="/practices", tags=["practices"])

Reader = Annotated[Actor, Depends(requires("programme.read"))]
Writer = Annotated[Actor, Depends(requires(WRITE))]


async def _service(session: Session) -> PracticeService:
    return PracticeService(session)


Practices = Annotated[PracticeService, Depends(_service)]


async def _filters(
    q: Annotated[
        ShortText | None, Query(description="Part of a title or summary.")
    ] = None,
    programme: UUID | None = None,
    kind: PracticeKind | None = None,
    theme: UUID | None = None,
    state: State | None = None,
) -> Filters:
    return Filters(q, programme, kind, theme, state)


@router.get("", summary="List good practice")
async def list_practices(
    practices: Practices,
    actor: Reader,
    page: PageQuery,
    filters: Annotated[Filters, Depends(_filters)],
    sort: Literal["title", "-updated"] = "title",
) -> Page[PracticeListItem]:
    """Drafts and what is in review are for who looks after the programme."""
    return await practices.page(page, sort=sort, filters=filters, actor=actor)


@router.post(
    "", summary="Write down good practice", status_code=status.HTTP_201_CREATED
)
async def write_practice(
    practices: Practices, actor: Writer, response: Response, body: PracticeCreate
) -> PracticeOut:
    practice = await practices.write(body, actor=actor)
    set_etag(response, practice)
    return practice


@router.get("/{practice_id}", summary="Get good practice")
async def get_practice(
    practices: Practices, actor: Reader, response: Response, practice_id: UUID
) -> PracticeOut:
    practice = await practices.get(practice_id, actor=actor)
    set_etag(response, practice)
    return practice


@router.patch("/{practice_id}", summary="Change good practice")
async def change_practice(
    practices: Practices,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    practice_id: UUID,
    body: PracticeUpdate,
) -> PracticeOut:
    """It is a draft again; what is public stays so until it is published anew."""
    practice = await practices.change(practice_id, body, version, actor=actor)
    set_etag(response, practice)
    return practice


@router.post("/{practice_id}/steps", summary="Submit, return, publish or withdraw it")
async def take_practice_step(
    practices: Practices,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    practice_id: UUID,
    body: PracticeStepIn,
) -> PracticeOut:
    practice = await practices.take(practice_id, body.step, version, actor=actor)
    set_etag(response, practice)
    return practice


@router.delete(
    "/{practice_id}",
    summary="Remove good practice that never was public",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_practice(
    practices: Practices, actor: Writer, version: ExpectedVersion, practice_id: UUID
) -> None:
    await practices.remove(practice_id, version, actor=actor)
