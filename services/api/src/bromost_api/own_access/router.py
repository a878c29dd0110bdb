from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.web.auth import CurrentActor
from bromost_common.web.session import Session

from .schemas import ObjectType, OwnAccess
from .service import OwnAccessService

router = APIRouter(prefix="/own-access", tags=["access"])


async def _service(session: Session) -> OwnAccessService:
    return OwnAccessService(session)


@router.get(
    "/{object_type}/{object_id}", summary="What one may do with a thing, and must fill"
)
async def get_own_access(
    access: Annotated[OwnAccessService, Depends(_service)],
    actor: CurrentActor,
    object_type: ObjectType,
    object_id: UUID,
) -> OwnAccess:
    return await access.get(object_type, object_id, actor=actor)
