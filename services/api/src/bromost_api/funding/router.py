from functools import partial
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_api.list_words import FUNDING
from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.list_files import AskedFile, file_route
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .funnel import FunnelService
from .models import ApplicationOutcome
from .repository import Filters
from .schemas import (
    FundingApplicationCreate,
    FundingApplicationOut,
    FundingApplicationUpdate,
    FundingRoundCreate,
    FundingRoundOut,
    FundingRoundUpdate,
    FunnelOut,
    FunnelRow,
)
from .service import FundingService

router = APIRouter(tags=["funding"])

Reader = Annotated[Actor, Depends(requires("programme.read"))]
Writer = Annotated[Actor, Depends(requires("programme.write"))]
Sort: TypeAlias = Literal["name", "-name", "applied_on", "-applied_on"]


async def _service(session: Session) -> FundingService:
    return FundingService(session)


async def _funnel(session: Session) -> FunnelService:
    return FunnelService(session)


async def _filters(
    q: Annotated[
        ShortText | None, Query(description="Part of the partnership's name.")
    ] = None,
    outcome: ApplicationOutcome | None = None,
    supported: Annotated[
        bool | None, Query(description="Whether the programme supports it.")
    ] = None,
) -> Filters:
    return Filters(q, outcome, supported)


Funding = Annotated[FundingService, Depends(_service)]
Funnel = Annotated[FunnelService, Depends(_funnel)]
Narrowed = Annotated[Filters, Depends(_filters)]


@router.get(
    "/programmes/{programme_id}/funnel",
    summary="How many partnerships reached funding, from support on",
)
async def get_funnel(funnel: Funnel, actor: Reader, programme_id: UUID) -> FunnelOut:
    return await funnel.get(programme_id, actor=actor)


@router.get(
    "/programmes/{programme_id}/funnel/file",
    summary="The funnel's table as a file",
    **file_route(),
)
async def download_funnel(
    funnel: Funnel, actor: Reader, file: AskedFile, programme_id: UUID
) -> Response:
    pages = partial(funnel.rows, programme_id=programme_id, actor=actor)
    return await file.of(pages, FunnelRow, "funnel", FUNDING)


@router.post(
    "/programmes/{programme_id}/funding-rounds",
    summary="Add a round of funding that a programme follows",
    status_code=status.HTTP_201_CREATED,
)
async def add_funding_round(
    funding: Funding,
    actor: Writer,
    response: Response,
    programme_id: UUID,
    body: FundingRoundCreate,
) -> FundingRoundOut:
    made = await funding.add_round(programme_id, body, actor=actor)
    set_etag(response, made)
    return made


@router.get("/funding-rounds/{funding_round_id}", summary="Get a round of funding")
async def get_funding_round(
    funding: Funding, actor: Reader, response: Response, funding_round_id: UUID
) -> FundingRoundOut:
    found = await funding.round(funding_round_id, actor=actor)
    set_etag(response, found)
    return found


@router.patch("/funding-rounds/{funding_round_id}", summary="Change a round of funding")
async def change_funding_round(
    funding: Funding,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    funding_round_id: UUID,
    body: FundingRoundUpdate,
) -> FundingRoundOut:
    found = await funding.change_round(funding_round_id, body, version, actor=actor)
    set_etag(response, found)
    return found


@router.delete(
    "/funding-rounds/{funding_round_id}",
    summary="Remove a round in which nobody applied",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_funding_round(
    funding: Funding, actor: Writer, version: ExpectedVersion, funding_round_id: UUID
) -> None:
    await funding.remove_round(funding_round_id, version, actor=actor)


@router.get(
    "/funding-rounds/{funding_round_id}/applications",
    summary="List who applied in a round",
)
async def list_funding_applications(
    funding: Funding,
    actor: Reader,
    page: PageQuery,
    filters: Narrowed,
    funding_round_id: UUID,
    sort: Sort = "name",
) -> Page[FundingApplicationOut]:
    return await funding.applications(
        page, round_id=funding_round_id, sort=sort, filters=filters, actor=actor
    )


@router.get(
    "/funding-rounds/{funding_round_id}/applications/file",
    summary="The same applications as a file",
    **file_route(),
)
async def download_funding_applications(
    funding: Funding,
    actor: Reader,
    file: AskedFile,
    filters: Narrowed,
    funding_round_id: UUID,
    sort: Sort = "name",
) -> Response:
    pages = partial(
        funding.applications,
        round_id=funding_round_id,
        sort=sort,
        filters=filters,
        actor=actor,
    )
    return await file.of(pages, FundingApplicationOut, "applications", FUNDING)


@router.post(
    "/funding-rounds/{funding_round_id}/applications",
    summary="Enter an application of a partnership",
    status_code=status.HTTP_201_CREATED,
)
async def add_funding_application(
    funding: Funding,
    actor: Writer,
    response: Response,
    funding_round_id: UUID,
    body: FundingApplicationCreate,
) -> FundingApplicationOut:
    made = await funding.apply(funding_round_id, body, actor=actor)
    set_etag(response, made)
    return made


@router.patch(
    "/funding-applications/{funding_application_id}",
    summary="Change an application, or say what came of it",
)
async def change_funding_application(
    funding: Funding,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    funding_application_id: UUID,
    body: FundingApplicationUpdate,
) -> FundingApplicationOut:
    made = await funding.change(funding_application_id, body, version, actor=actor)
    set_etag(response, made)
    return made


@router.delete(
    "/funding-applications/{funding_application_id}",
    summary="Remove an application that was entered by mistake",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_funding_application(
    funding: Funding,
    actor: Writer,
    version: ExpectedVersion,
    funding_application_id: UUID,
) -> None:
    await funding.remove(funding_application_id, version, actor=actor)
