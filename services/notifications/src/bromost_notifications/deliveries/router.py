from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import (
    ChannelName,
    DeliveryDetailOut,
    DeliveryHealth,
    DeliveryOut,
    DeliveryState,
    Replay,
    ReplayedOut,
)
from .service import DeliveryService

router = APIRouter(prefix="/deliveries", tags=["deliveries"])

Manager = Annotated[Actor, Depends(requires("delivery.manage"))]


async def _service(request: Request, session: Session) -> DeliveryService:
    return DeliveryService(session, request.app.state.channels)


Deliveries = Annotated[DeliveryService, Depends(_service)]


@router.get("", summary="What leaves the house, newest first")
async def list_deliveries(
    deliveries: Deliveries,
    _: Manager,
    page: PageQuery,
    state: DeliveryState | None = None,
    channel: ChannelName | None = None,
) -> Page[DeliveryOut]:
    return await deliveries.page(page, state=state, channel=channel)


@router.get("/health", summary="How each channel is doing")
async def get_delivery_health(deliveries: Deliveries, _: Manager) -> DeliveryHealth:
    return await deliveries.health()


@router.get("/{delivery_id}", summary="One of them, with its attempts")
async def get_delivery(
    deliveries: Deliveries, _: Manager, delivery_id: UUID
) -> DeliveryDetailOut:
    return await deliveries.get(delivery_id)


@router.post(
    "/{delivery_id}/replay",
    summary="Send once more what was given up, or what went out",
    description="Makes a new delivery of the same; the old one stays as it ended.",
    status_code=status.HTTP_201_CREATED,
)
async def replay_delivery(
    deliveries: Deliveries, _: Manager, delivery_id: UUID
) -> DeliveryDetailOut:
    return await deliveries.replay(delivery_id)


@router.post("/replay-dead", summary="Send once more all that was given up")
async def replay_dead_deliveries(
    deliveries: Deliveries, _: Manager, body: Replay
) -> ReplayedOut:
    return await deliveries.replay_dead(body)
