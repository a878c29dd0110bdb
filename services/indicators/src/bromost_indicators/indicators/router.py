from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.audit import Reason
from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .periods import PeriodService
from .schemas import (
    IndicatorCreate,
    IndicatorOut,
    IndicatorUpdate,
    IndicatorVersionCreate,
    PeriodCreate,
    PeriodOut,
    PeriodUpdate,
)
from .service import IndicatorService

router = APIRouter(tags=["indicators"])
Reader = Annotated[Actor, Depends(requires("result.read"))]
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _indicators(session: Session) -> IndicatorService:
    return IndicatorService(session)


async def _periods(session: Session) -> PeriodService:
    return PeriodService(session)


Indicators = Annotated[IndicatorService, Depends(_indicators)]
Periods = Annotated[PeriodService, Depends(_periods)]


@router.post(
    "/results/{result_id}/indicators",
    summary="Add an indicator to a result",
    status_code=status.HTTP_201_CREATED,
)
async def add_indicator(
    indicators: Indicators,
    actor: Writer,
    result_id: UUID,
    response: Response,
    body: IndicatorCreate,
) -> IndicatorOut:
    indicator = await indicators.add(result_id, body, actor=actor)
    set_etag(response, indicator)
    return indicator


@router.get("/indicators/{indicator_id}", summary="One indicator with its periods")
async def get_indicator(
    indicators: Indicators, actor: Reader, indicator_id: UUID, response: Response
) -> IndicatorOut:
    indicator = await indicators.get(indicator_id, actor=actor)
    set_etag(response, indicator)
    return indicator


@router.patch(
    "/indicators/{indicator_id}", summary="Change, move or archive an indicator"
)
async def change_indicator(
    *,
    indicators: Indicators,
    actor: Writer,
    indicator_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: IndicatorUpdate,
) -> IndicatorOut:
    indicator = await indicators.change(indicator_id, body, version, actor=actor)
    set_etag(response, indicator)
    return indicator


@router.post(
    "/indicators/{indicator_id}/versions",
    summary="Let an indicator go by another rule from a day on",
    status_code=status.HTTP_201_CREATED,
)
async def break_series(
    *,
    indicators: Indicators,
    actor: Writer,
    indicator_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: IndicatorVersionCreate,
) -> IndicatorOut:
    """What was reported for days before keeps the rule it was reported by."""
    indicator = await indicators.break_series(indicator_id, body, version, actor=actor)
    set_etag(response, indicator)
    return indicator


@router.post(
    "/indicators/{indicator_id}/periods",
    summary="Add a period to an indicator",
    status_code=status.HTTP_201_CREATED,
)
async def add_period(
    periods: Periods,
    actor: Writer,
    indicator_id: UUID,
    response: Response,
    body: PeriodCreate,
) -> PeriodOut:
    period = await periods.add(indicator_id, body, actor=actor)
    set_etag(response, period)
    return period


@router.patch("/periods/{period_id}", summary="Change a period's days or target")
async def change_period(
    *,
    periods: Periods,
    actor: Writer,
    period_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: PeriodUpdate,
) -> PeriodOut:
    period = await periods.change(period_id, body, version, actor=actor)
    set_etag(response, period)
    return period


@router.delete(
    "/periods/{period_id}",
    summary="Remove a period that has no values",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_period(
    periods: Periods,
    actor: Writer,
    period_id: UUID,
    version: ExpectedVersion,
    reason: Annotated[Reason | None, Query()] = None,
) -> None:
    await periods.remove(period_id, version, reason, actor=actor)
