from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.paging import Page
from bromost_common.web.auth import CurrentActor, FreshActor
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import (
    WITH_ETAG,
    ExpectedVersion,
    set_etag,
)

from .schemas import MachineCreate, MachineIssued, MachineOut, SecretCreate
from .service import MachineService

router = APIRouter(prefix="/machines", tags=["keys"])
# The answers to these hold a secret that is shown once and stored nowhere.
SECRET_ANSWERS = ["/v1/machines", "/v1/machines/{machine_id}/secrets"]


async def _service(session: Session) -> MachineService:
    return MachineService(session)


Machines = Annotated[MachineService, Depends(_service)]


@router.get("", summary="List API keys and OAuth2 clients")
async def list_machines(
    machines: Machines,
    actor: CurrentActor,
    page: PageQuery,
    *,
    everybody: Annotated[
        bool, Query(description="Also those of others; for `key.manage`.")
    ] = False,
) -> Page[MachineOut]:
    return await machines.page(page, everybody=everybody, actor=actor)


@router.post(
    "",
    summary="Make an API key or an OAuth2 client",
    status_code=status.HTTP_201_CREATED,
    responses={201: WITH_ETAG[200]},
)
async def issue_machine(
    machines: Machines, actor: FreshActor, response: Response, body: MachineCreate
) -> MachineIssued:
    issued = await machines.issue(body, actor=actor)
    set_etag(response, issued.machine)
    return issued


@router.get("/{machine_id}", summary="Get an API key or OAuth2 client, never a secret")
async def get_machine(
    machines: Machines, actor: CurrentActor, response: Response, machine_id: UUID
) -> MachineOut:
    machine = await machines.get(machine_id, actor=actor)
    set_etag(response, machine)
    return machine


@router.post(
    "/{machine_id}/secrets",
    summary="Give it a new secret",
    status_code=status.HTTP_201_CREATED,
    responses={201: WITH_ETAG[200]},
)
async def renew_machine_secret(
    machines: Machines,
    actor: FreshActor,
    version: ExpectedVersion,
    response: Response,
    machine_id: UUID,
    body: SecretCreate,
) -> MachineIssued:
    issued = await machines.renew(machine_id, body, version, actor=actor)
    set_etag(response, issued.machine)
    return issued


@router.delete(
    "/{machine_id}",
    summary="Revoke an API key or OAuth2 client",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def revoke_machine(
    machines: Machines,
    actor: FreshActor,
    version: ExpectedVersion,
    machine_id: UUID,
) -> None:
    await machines.revoke(machine_id, version, actor=actor)
