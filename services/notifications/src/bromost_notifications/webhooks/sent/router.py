from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, status

from bromost_common.auth import Actor
from bromost_common.limits import WEBHOOK
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_notifications.deliveries.schemas import DeliveryState

from .schemas import (
    WebhookDeliveryDetailOut,
    WebhookDeliveryOut,
    WebhookReplay,
    WebhookReplayedOut,
)
from .service import SentService

router = APIRouter(tags=["webhooks"])

Reader = Annotated[Actor, Depends(requires("webhook.read"))]
Writer = Annotated[Actor, Depends(requires("webhook.write"))]


async def _service(request: Request, session: Session) -> SentService:
    return SentService(session, request.app.state.settings.public_url)


Sent = Annotated[SentService, Depends(_service)]


@router.post(
    "/webhooks/{webhook_id}/test",
    summary="Send it a message to try it",
    description="`webhook.test.v1`, signed and sent as all others are.",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limited(WEBHOOK, by="account")],
)
async def send_test_message(
    sent: Sent, actor: Writer, webhook_id: UUID
) -> WebhookDeliveryOut:
    return await sent.test(webhook_id, actor=actor)


@router.post(
    "/webhooks/{webhook_id}/replays",
    summary="Send once more what happened since a moment",
    description="With the same `webhook-id` as before, in the order of the events.",
)
async def replay_webhook(
    sent: Sent, actor: Writer, webhook_id: UUID, body: WebhookReplay
) -> WebhookReplayedOut:
    return await sent.replay_since(webhook_id, body, actor=actor)


@router.get(
    "/webhook-deliveries", summary="What was sent to one's own endpoints, newest first"
)
async def list_webhook_deliveries(
    *,
    sent: Sent,
    actor: Reader,
    page: PageQuery,
    webhook_id: Annotated[UUID | None, Query(description="To this one alone.")] = None,
    state: DeliveryState | None = None,
) -> Page[WebhookDeliveryOut]:
    return await sent.page(page, webhook_id=webhook_id, state=state, actor=actor)


@router.get(
    "/webhook-deliveries/{delivery_id}",
    summary="One of them, with what was sent and what was answered",
)
async def get_webhook_delivery(
    sent: Sent, actor: Reader, delivery_id: UUID
) -> WebhookDeliveryDetailOut:
    return await sent.get(delivery_id, actor=actor)


@router.post(
    "/webhook-deliveries/{delivery_id}/replay",
    summary="Send one of them once more",
    description="A new delivery of the same message; the old one stays as it ended.",
    status_code=status.HTTP_201_CREATED,
)
async def replay_webhook_delivery(
    sent: Sent, actor: Writer, delivery_id: UUID
) -> WebhookDeliveryDetailOut:
    return await sent.replay(delivery_id, actor=actor)
