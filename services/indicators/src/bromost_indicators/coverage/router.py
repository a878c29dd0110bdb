from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import CoverageOut
from .service import CoverageService

router = APIRouter(tags=["results"])


async def _service(session: Session) -> CoverageService:
    return CoverageService(session)


@router.get(
    "/frameworks/{owner_id}/coverage",
    summary="What is tied to nothing, or cannot be measured, in a project or programme",
)
async def get_coverage(
    coverage: Annotated[CoverageService, Depends(_service)],
    actor: Annotated[Actor, Depends(requires("result.read"))],
    owner_id: UUID,
) -> CoverageOut:
    return await coverage.get(owner_id, actor=actor)
