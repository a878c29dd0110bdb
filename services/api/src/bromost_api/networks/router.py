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

from .repository import Filters
from .schemas import (
    NetworkCreate,
    NetworkListItem,
    NetworkMemberIn,
    NetworkMemberUpdate,
    NetworkOut,
    NetworkUpdate,
)
from .service import NetworkService

router = APIRouter(prefix="/networks", tags=["networks"])

Reader = Annotated[Actor, Depends(requires("network.read"))]
Writer = Annotated[Actor, Depends(requires("network.write"))]


async def _service(session: Session) -> NetworkService:
    return NetworkService(session)


Networks = Annotated[NetworkService, Depends(_service)]


async def _filters(
    q: Annotated[
        ShortText | None, Query(description="Part of the code or of a name.")
    ] = None,
    programme: UUID | None = None,
    theme: UUID | None = None,
    organisation: Annotated[
        UUID | None, Query(description="It is a member, or carries the network.")
    ] = None,
    *,
    include_archived: bool = False,
) -> Filters:
    return Filters(q, programme, theme, organisation, include_archived)


@router.get("", summary="List networks", dependencies=[AS_OF])
async def list_networks(
    networks: Networks,
    actor: Reader,
    page: PageQuery,
    filters: Annotated[Filters, Depends(_filters)],
    sort: Literal["code", "name", "-name"] = "code",
) -> Page[NetworkListItem]:
    return await networks.page(page, sort=sort, filters=filters, actor=actor)


@router.get(
    "/file",
    summary="The same networks as a file",
    **file_route(AS_OF),
)
async def download_networks(
    networks: Networks,
    actor: Reader,
    file: AskedFile,
    filters: Annotated[Filters, Depends(_filters)],
    sort: Literal["code", "name", "-name"] = "code",
) -> Response:
    pages = partial(networks.page, sort=sort, filters=filters, actor=actor)
    return await file.of(pages, NetworkListItem, "networks", GENERAL)


@router.post("", summary="Register a network", status_code=status.HTTP_201_CREATED)
async def register_network(
    networks: Networks, actor: Writer, response: Response, body: NetworkCreate
) -> NetworkOut:
    network = await networks.register(body, actor=actor)
    set_etag(response, network)
    return network


@router.get("/{network_id}", summary="Get a network", dependencies=[AS_OF])
async def get_network(
    networks: Networks, actor: Reader, response: Response, network_id: UUID
) -> NetworkOut:
    network = await networks.get(network_id, actor=actor)
    set_etag(response, network)
    return network


@router.patch("/{network_id}", summary="Change a network")
async def change_network(
    networks: Networks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    network_id: UUID,
    body: NetworkUpdate,
) -> NetworkOut:
    network = await networks.change(network_id, body, version, actor=actor)
    set_etag(response, network)
    return network


@router.post("/{network_id}/archive", summary="Archive a network")
async def archive_network(
    networks: Networks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    network_id: UUID,
) -> NetworkOut:
    network = await networks.archive(network_id, version, actor=actor)
    set_etag(response, network)
    return network


@router.post("/{network_id}/restore", summary="Bring an archived network back")
async def restore_network(
    networks: Networks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    network_id: UUID,
) -> NetworkOut:
    network = await networks.restore(network_id, version, actor=actor)
    set_etag(response, network)
    return network


@router.post(
    "/{network_id}/members",
    summary="Let an organisation join a network",
    status_code=status.HTTP_201_CREATED,
)
async def add_network_member(
    networks: Networks,
    actor: Writer,
    response: Response,
    network_id: UUID,
    body: NetworkMemberIn,
) -> NetworkOut:
    network = await networks.add_member(network_id, body, actor=actor)
    set_etag(response, network)
    return network


@router.patch(
    "/{network_id}/members/{member_id}",
    summary="Say or correct when a member joined or left",
)
async def change_network_member(
    networks: Networks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    network_id: UUID,
    member_id: UUID,
    body: NetworkMemberUpdate,
) -> NetworkOut:
    network = await networks.change_member(
        network_id, member_id, body, version, actor=actor
    )
    set_etag(response, network)
    return network


@router.delete(
    "/{network_id}/members/{member_id}",
    summary="Take out a member that was entered by mistake",
)
async def remove_network_member(
    networks: Networks,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    network_id: UUID,
    member_id: UUID,
) -> NetworkOut:
    network = await networks.remove_member(network_id, member_id, version, actor=actor)
    set_etag(response, network)
    return network
