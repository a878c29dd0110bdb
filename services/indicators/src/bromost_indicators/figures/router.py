from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .inputs import Include
from .schemas import BreakdownOut, ExplainOut, FiguresOut, Total
from .service import FigureService, Wanted

router = APIRouter(prefix="/indicators/{indicator_id}", tags=["figures"])
Reader = Annotated[Actor, Depends(requires("result.read"))]


async def _service(session: Session) -> FigureService:
    return FigureService(session)


Service = Annotated[FigureService, Depends(_service)]
Included = Annotated[
    Include,
    Query(description="`submitted` also counts what waits to be accepted."),
]


@router.get("/figures", summary="What an indicator comes to")
async def get_figures(
    figures: Service,
    actor: Reader,
    indicator_id: UUID,
    include: Included = "accepted",
) -> FiguresOut:
    return await figures.get(indicator_id, include, actor=actor)


@router.get("/parts", summary="What the parts of an indicator come to")
async def get_parts(
    figures: Service,
    actor: Reader,
    indicator_id: UUID,
    include: Included = "accepted",
) -> BreakdownOut:
    return await figures.parts(indicator_id, include, actor=actor)


@router.get("/explain", summary="Where a figure comes from")
async def explain_figure(
    *,
    figures: Service,
    actor: Reader,
    indicator_id: UUID,
    period: Annotated[
        UUID | None, Query(description="Of this period; of all without.")
    ] = None,
    total: Annotated[
        Total, Query(description="Of all periods, or of those that are over.")
    ] = "life",
    include: Included = "accepted",
    category: Annotated[
        list[UUID] | None,
        Query(description="Of this part: one category, or one of each axis."),
    ] = None,
) -> ExplainOut:
    wanted = Wanted(period, total, include, category or ())
    return await figures.explain(indicator_id, wanted, actor=actor)
