from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.past import AS_OF
from bromost_common.web.session import Session

from .graph import GraphService
from .schemas import FrameworkGraphOut, FrameworkOut, ProgrammeFrameworkOut
from .service import FrameworkService

router = APIRouter(tags=["results"])


async def _service(session: Session) -> FrameworkService:
    return FrameworkService(session)


async def _graph(session: Session) -> GraphService:
    return GraphService(session)


Frameworks = Annotated[FrameworkService, Depends(_service)]
Reader = Annotated[Actor, Depends(requires("result.read"))]
WithArchived = Annotated[bool, Query(description="Also what was archived.")]


@router.get(
    "/projects/{project_id}/results",
    summary="All results of a project with indicators, periods and current values",
    dependencies=[AS_OF],
)
async def get_framework(
    frameworks: Frameworks,
    actor: Reader,
    project_id: UUID,
    *,
    include_archived: WithArchived = False,
) -> FrameworkOut:
    return await frameworks.get(project_id, with_archived=include_archived, actor=actor)


@router.get(
    "/programmes/{programme_id}/results",
    summary="All results of a programme with indicators, periods and current values",
    dependencies=[AS_OF],
)
async def get_programme_framework(
    frameworks: Frameworks,
    actor: Reader,
    programme_id: UUID,
    *,
    include_archived: WithArchived = False,
) -> ProgrammeFrameworkOut:
    return await frameworks.get_of_programme(
        programme_id, with_archived=include_archived, actor=actor
    )


@router.get(
    "/frameworks/{owner_id}/graph",
    summary="How the results of a project or programme hang together",
    dependencies=[AS_OF],
)
async def get_framework_graph(
    graphs: Annotated[GraphService, Depends(_graph)], actor: Reader, owner_id: UUID
) -> FrameworkGraphOut:
    return await graphs.get(owner_id, actor=actor)
