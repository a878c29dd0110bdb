from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status
from pydantic import StringConstraints

from bromost_api.list_words import PARTNERSHIPS
from bromost_common.auth import Actor
from bromost_common.dates import Day
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.list_files import AskedFile, file_route
from bromost_common.web.paging import PageQuery
from bromost_common.web.past import RECORDED_AS_OF
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .models import LinkType, PartnershipState
from .repository import Filters
from .schemas import (
    PartnershipCreate,
    PartnershipLinks,
    PartnershipListItem,
    PartnershipOut,
    PartnershipStatusChange,
    PartnershipUpdate,
)
from .service import PartnershipService

router = APIRouter(prefix="/partnerships", tags=["partnerships"])

Reader = Annotated[Actor, Depends(requires("partnership.read"))]
Writer = Annotated[Actor, Depends(requires("partnership.write"))]
AsOf = Annotated[
    Day | None,
    Query(description="Show how things stood on this day; today if left out."),
]


async def _service(session: Session) -> PartnershipService:
    return PartnershipService(session)


Partnerships = Annotated[PartnershipService, Depends(_service)]


async def _filters(
    q: Annotated[
        ShortText | None,
        Query(description="Part of the partnership's or of a member's name."),
    ] = None,
    partnership_status: Annotated[
        PartnershipState | None, Query(alias="status")
    ] = None,
    country: Annotated[
        str | None,
        StringConstraints(pattern=r"^[A-Z]{2}$"),
        Query(description="A member is from this country."),
    ] = None,
    link_type: LinkType | None = None,
    organisation: Annotated[UUID | None, Query(description="It is a member.")] = None,
    project: Annotated[UUID | None, Query(description="It is carried.")] = None,
    supported_by: Annotated[
        UUID | None,
        Query(description="A programme of which it carries a project."),
    ] = None,
    not_supported_by: Annotated[
        UUID | None,
        Query(description="A programme of which it carries no project."),
    ] = None,
    funding_round: Annotated[
        UUID | None, Query(description="A round whose funnel counts it.")
    ] = None,
    reached: Annotated[
        UUID | None, Query(description="A programme whose funnel counts it.")
    ] = None,
) -> Filters:
    return Filters(
        q, partnership_status, country, link_type, organisation, project,
        supported_by, not_supported_by, funding_round, reached,
    )  # fmt: skip


@router.get("", summary="List partnerships", dependencies=[RECORDED_AS_OF])
async def list_partnerships(
    partnerships: Partnerships,
    actor: Reader,
    page: PageQuery,
    filters: Annotated[Filters, Depends(_filters)],
    as_of: AsOf = None,
    sort: Literal["name", "-name", "-status_since"] = "name",
) -> Page[PartnershipListItem]:
    return await partnerships.page(
        page, sort=sort, filters=filters, as_of=as_of, actor=actor
    )


@router.get(
    "/file",
    summary="The same partnerships as a file",
    **file_route(RECORDED_AS_OF),
)
async def download_partnerships(
    partnerships: Partnerships,
    actor: Reader,
    file: AskedFile,
    filters: Annotated[Filters, Depends(_filters)],
    as_of: AsOf = None,
    sort: Literal["name", "-name", "-status_since"] = "name",
) -> Response:
    pages = partial(
        partnerships.page, sort=sort, filters=filters, as_of=as_of, actor=actor
    )
    return await file.of(pages, PartnershipListItem, "partnerships", PARTNERSHIPS)


@router.post("", summary="Register a partnership", status_code=status.HTTP_201_CREATED)
async def register_partnership(
    partnerships: Partnerships,
    actor: Writer,
    response: Response,
    body: PartnershipCreate,
) -> PartnershipOut:
    partnership = await partnerships.register(body, actor=actor)
    set_etag(response, partnership)
    return partnership


@router.get("/links", summary="The partnerships as lines between places")
async def list_partnership_links(
    partnerships: Partnerships, actor: Reader, as_of: AsOf = None
) -> PartnershipLinks:
    return await partnerships.links(as_of, actor=actor)


@router.get(
    "/{partnership_id}", summary="Get a partnership", dependencies=[RECORDED_AS_OF]
)
async def get_partnership(
    partnerships: Partnerships,
    actor: Reader,
    response: Response,
    partnership_id: UUID,
    as_of: AsOf = None,
) -> PartnershipOut:
    partnership = await partnerships.get(partnership_id, as_of=as_of, actor=actor)
    set_etag(response, partnership)
    return partnership


@router.patch("/{partnership_id}", summary="Change a partnership")
async def change_partnership(
    partnerships: Partnerships,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    partnership_id: UUID,
    body: PartnershipUpdate,
) -> PartnershipOut:
    partnership = await partnerships.change(partnership_id, body, version, actor=actor)
    set_etag(response, partnership)
    return partnership


@router.post(
    "/{partnership_id}/status-changes",
    summary="Say how a partnership stands from a day on",
    status_code=status.HTTP_201_CREATED,
)
async def change_partnership_status(
    partnerships: Partnerships,
    actor: Writer,
    response: Response,
    partnership_id: UUID,
    body: PartnershipStatusChange,
) -> PartnershipOut:
    partnership = await partnerships.change_status(partnership_id, body, actor=actor)
    set_etag(response, partnership)
    return partnership
