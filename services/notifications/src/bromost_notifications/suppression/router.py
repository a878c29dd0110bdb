from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import SuppressionOut
from .service import SuppressionService

router = APIRouter(prefix="/suppressions", tags=["deliveries"])

Manager = Annotated[Actor, Depends(requires("delivery.manage"))]


async def _service(session: Session) -> SuppressionService:
    return SuppressionService(session)


Suppressions = Annotated[SuppressionService, Depends(_service)]


@router.get("", summary="Addresses that nothing is sent to any more, newest first")
async def list_suppressions(
    suppressions: Suppressions, _: Manager, page: PageQuery
) -> Page[SuppressionOut]:
    return await suppressions.page(page)


@router.delete(
    "/{suppression_id}",
    summary="Send to an address again",
    description="What was held back meanwhile stays in the inbox alone.",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def lift_suppression(
    suppressions: Suppressions, _: Manager, suppression_id: UUID
) -> None:
    await suppressions.lift(suppression_id)
