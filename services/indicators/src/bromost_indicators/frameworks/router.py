from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.past import AS_OF
from bromost_common.web.session import Session

from .schemas import FrameworkOut
from .service import FrameworkService

router = APIRouter(tags=["results"])


async def _service(session: Session) -> FrameworkService:
    return FrameworkService(session)


@router.get(
    "/projects/{project_id}/results",
    summary="All results of a project with indicators, periods and current values",
    dependencies=[AS_OF],
)
async def get_framework(
    frameworks: Annotated[FrameworkService, Depends(_service)],
    actor: Annotated[Actor, Depends(requires("result.read"))],
    project_id: UUID,
    *,
    include_archived: Annotated[
        bool, Query(description="Also what was archived.")
    ] = False,
) -> FrameworkOut:
    return await frameworks.get(project_id, with_archived=include_archived, actor=actor)
