from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.limits import CHAT_CHANNEL
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .schemas import ChatDeliveryDetailOut, ChatDeliveryOut
from .service import ChatSentService

router = APIRouter(
    prefix="/programmes/{programme_id}/chat-channels/{channel_id}",
    tags=["chat channels"],
)

Writer = Annotated[Actor, Depends(requires("chat_channel.write"))]


async def _service(session: Session) -> ChatSentService:
    return ChatSentService(session)


Sent = Annotated[ChatSentService, Depends(_service)]


@router.post(
    "/test",
    summary="Send it a message to try it",
    description="Sent as all others are, but tried once.",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limited(CHAT_CHANNEL, by="account")],
)
async def send_chat_test(
    sent: Sent, actor: Writer, programme_id: UUID, channel_id: UUID
) -> ChatDeliveryDetailOut:
    return await sent.test(programme_id, channel_id, actor=actor)


@router.get("/deliveries", summary="What was sent to a chat channel, newest first")
async def list_chat_deliveries(
    sent: Sent, actor: Writer, programme_id: UUID, channel_id: UUID, page: PageQuery
) -> Page[ChatDeliveryOut]:
    return await sent.page(programme_id, channel_id, page, actor=actor)


@router.get(
    "/deliveries/{delivery_id}", summary="One of them, and what came of every attempt"
)
async def get_chat_delivery(
    sent: Sent, actor: Writer, programme_id: UUID, channel_id: UUID, delivery_id: UUID
) -> ChatDeliveryDetailOut:
    return await sent.get(programme_id, channel_id, delivery_id, actor=actor)
