from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_api.list_words import ORGANISATIONS
from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.hot_route import hot_get
from bromost_common.web.list_files import AskedFile, file_route
from bromost_common.web.paging import PageQuery
from bromost_common.web.past import AS_OF, QuickOrPast
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .models import OrganisationKind
from .repository import OrganisationList
from .schemas import (
    CountryCode,
    OrganisationCreate,
    OrganisationListItem,
    OrganisationMatches,
    OrganisationOut,
    OrganisationUpdate,
)
from .service import OrganisationService

router = APIRouter(prefix="/organisations", tags=["organisations"])

Reader = Annotated[Actor, Depends(requires("organisation.read"))]
Writer = Annotated[Actor, Depends(requires("organisation.write"))]


async def _service(session: Session) -> OrganisationService:
    return OrganisationService(session)


async def _list(quick: QuickOrPast) -> OrganisationList:
    return OrganisationList(quick)


async def _filters(
    q: Annotated[
        ShortText | None,
        Query(description="Part of a name or alias; spelling may differ a little."),
    ] = None,
    kind: OrganisationKind | None = None,
    country: CountryCode | None = None,
    *,
    include_archived: bool = False,
) -> dict[str, Any]:
    return {
        "q": q,
        "kind": kind,
        "country": country,
        "include_archived": include_archived or None,
    }


Organisations = Annotated[OrganisationService, Depends(_service)]
List = Annotated[OrganisationList, Depends(_list)]
Filters = Annotated[dict[str, Any], Depends(_filters)]
Sort = Literal["name", "-name", "country"]


@hot_get(
    router, "", summary="List organisations", response_model=Page[OrganisationListItem]
)
async def list_organisations(
    organisations: List,
    _: Reader,
    page: PageQuery,
    filters: Filters,
    sort: Sort = "name",
) -> Response:
    found = await organisations.page(page, sort=sort, filters=filters)
    return Response(found, media_type="application/json")


@router.get("/file", summary="The same organisations as a file", **file_route())
async def download_organisations(
    organisations: List,
    _: Reader,
    file: AskedFile,
    filters: Filters,
    sort: Sort = "name",
) -> Response:
    pages = partial(organisations.page, sort=sort, filters=filters)
    return await file.of(pages, OrganisationListItem, "organisations", ORGANISATIONS)


@router.post(
    "", summary="Register an organisation", status_code=status.HTTP_201_CREATED
)
async def register_organisation(
    organisations: Organisations,
    actor: Writer,
    response: Response,
    body: OrganisationCreate,
) -> OrganisationOut:
    organisation = await organisations.register(body, actor=actor)
    set_etag(response, organisation)
    return organisation


@router.get("/matches", summary="Which organisations may a name mean?")
async def match_organisations(
    organisations: Organisations,
    _: Reader,
    name: Annotated[ShortText, Query()],
    country: CountryCode | None = None,
) -> OrganisationMatches:
    return OrganisationMatches(items=await organisations.matches(name, country))


@router.get("/{organisation_id}", summary="Get an organisation", dependencies=[AS_OF])
async def get_organisation(
    organisations: Organisations,
    actor: Reader,
    response: Response,
    organisation_id: UUID,
) -> OrganisationOut:
    organisation = await organisations.get(organisation_id, actor=actor)
    set_etag(response, organisation)
    return organisation


@router.patch("/{organisation_id}", summary="Change an organisation")
async def change_organisation(
    organisations: Organisations,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    organisation_id: UUID,
    body: OrganisationUpdate,
) -> OrganisationOut:
    organisation = await organisations.change(
        organisation_id, body, version, actor=actor
    )
    set_etag(response, organisation)
    return organisation


@router.post("/{organisation_id}/archive", summary="Archive an organisation")
async def archive_organisation(
    organisations: Organisations,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    organisation_id: UUID,
) -> OrganisationOut:
    organisation = await organisations.archive(organisation_id, version, actor=actor)
    set_etag(response, organisation)
    return organisation
