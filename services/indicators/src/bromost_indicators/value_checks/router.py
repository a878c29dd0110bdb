from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_indicators.bodies import Id

from .schemas import (
    CheckConfirmationCreate,
    ValueBounds,
    ValueCheck,
    ValueChecksOut,
)
from .service import ValueCheckService

router = APIRouter(tags=["value checks"])


async def _service(session: Session) -> ValueCheckService:
    return ValueCheckService(session)


Checks = Annotated[ValueCheckService, Depends(_service)]


@router.get(
    "/frameworks/{owner_id}/value-checks",
    summary="Values that are not accepted yet and worth a second look",
)
async def get_value_checks(
    checks: Checks,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    owner_id: UUID,
) -> ValueChecksOut:
    """Held against the accepted values of the same series before, at the same place."""
    return await checks.of_framework(owner_id, actor=actor)


@router.get(
    "/periods/{period_id}/bounds",
    summary="Between what a period's value has to be, and usually is",
)
async def get_value_bounds(
    checks: Checks,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    period_id: UUID,
    place_id: Annotated[
        Id | None, Query(description="Without it, of the project as a whole.")
    ] = None,
) -> ValueBounds:
    """Usual is what was accepted of the same series before, at the same place."""
    return await checks.bounds(period_id, place_id, actor=actor)


@router.post(
    "/entries/{entry_id}/check-confirmations",
    summary="Say that a remarkable value is right",
    status_code=status.HTTP_201_CREATED,
)
async def confirm_value_check(
    checks: Checks,
    actor: Annotated[Actor, Depends(requires("entry.write"))],
    entry_id: UUID,
    body: CheckConfirmationCreate,
) -> ValueCheck:
    return await checks.confirm(entry_id, body, actor=actor)
