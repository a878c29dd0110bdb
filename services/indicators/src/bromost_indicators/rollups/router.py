from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import RollupCreate, RollupOut, RollupUpdate
from .service import RollupService

router = APIRouter(tags=["results"])
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> RollupService:
    return RollupService(session)


Rollups = Annotated[RollupService, Depends(_service)]


@router.post(
    "/indicators/{indicator_id}/rollups",
    summary="Let an indicator's figures go into another's",
    status_code=status.HTTP_201_CREATED,
)
async def add_rollup(
    rollups: Rollups,
    actor: Writer,
    indicator_id: UUID,
    response: Response,
    body: RollupCreate,
) -> RollupOut:
    rollup = await rollups.add(indicator_id, body, actor=actor)
    set_etag(response, rollup)
    return rollup


@router.patch("/rollups/{rollup_id}", summary="Include figures, or leave them out")
async def change_rollup(
    *,
    rollups: Rollups,
    actor: Writer,
    rollup_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: RollupUpdate,
) -> RollupOut:
    rollup = await rollups.change(rollup_id, body, version, actor=actor)
    set_etag(response, rollup)
    return rollup


@router.delete(
    "/rollups/{rollup_id}",
    summary="Let an indicator's figures no longer go into another's",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_rollup(
    rollups: Rollups, actor: Writer, rollup_id: UUID, version: ExpectedVersion
) -> None:
    await rollups.remove(rollup_id, version, actor=actor)
