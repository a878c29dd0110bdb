from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.hot_route import hot_get
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


Organisations = Annotated[OrganisationService, Depends(_service)]


@hot_get(
    router, "", summary="List organisations", response_model=Page[OrganisationListItem]
)
async def list_organisations(
    organisations: Annotated[OrganisationList, Depends(_list)],
    _: Reader,
    page: PageQuery,
    q: Annotated[
        ShortText | None,
        Query(description="Part of a name or alias; spelling may differ a little."),
    ] = None,
    kind: OrganisationKind | None = None,
    country: CountryCode | None = None,
    sort: Literal["name", "-name", "country"] = "name",
    *,
    include_archived: bool = False,
) -> Response:
    found = await organisations.page(
        page,
        sort=sort,
        filters={
            "q": q,
            "kind": kind,
            "country": country,
            "include_archived": include_archived or None,
        },
    )
    return Response(found, media_type="application/json")


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
