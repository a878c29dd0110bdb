from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_common.auth import Actor
from bromost_common.limits import CHAT_CHANNEL
from bromost_common.secrets_at_rest import SecretBox
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.session import Session
from bromost_common.web.versions import WITH_ETAG, ExpectedVersion, set_etag
from bromost_notifications.sending.addresses import Guard

from .schemas import ChatChannelBody, ChatChannelChange, ChatChannelOut
from .service import ChatChannelService

PREFIX = "/programmes/{programme_id}/chat-channels"
router = APIRouter(prefix=PREFIX, tags=["chat channels"])
# What these are sent is a secret, of which no trace is kept but sealed.
SECRET_BODIES = [f"/v1{PREFIX}", f"/v1{PREFIX}/{{channel_id}}"]

Writer = Annotated[Actor, Depends(requires("chat_channel.write"))]


async def _service(request: Request, session: Session) -> ChatChannelService:
    settings = request.app.state.settings
    guard = Guard.of(settings.webhook_networks, allows_plain=settings.webhook_http)
    box = SecretBox.of(settings.secret_key) if settings.secret_key else None
    return ChatChannelService(session, guard, box)


Channels = Annotated[ChatChannelService, Depends(_service)]


@router.get("", summary="The chat channels of a programme, at most twenty")
async def list_chat_channels(
    channels: Channels, actor: Writer, programme_id: UUID
) -> list[ChatChannelOut]:
    return await channels.all(programme_id, actor=actor)


@router.post(
    "",
    summary="Let a channel of Teams, Slack, Mattermost or Matrix hear what happens",
    description="It hears of what everybody with a role in the programme may see, and"
    " of nothing that is for one person. Its address is kept sealed.",
    status_code=status.HTTP_201_CREATED,
    responses={201: WITH_ETAG[200]},
    dependencies=[limited(CHAT_CHANNEL, by="account")],
)
async def add_chat_channel(
    *,
    channels: Channels,
    actor: Writer,
    programme_id: UUID,
    response: Response,
    body: ChatChannelBody,
) -> ChatChannelOut:
    added = await channels.add(programme_id, body, actor=actor)
    set_etag(response, added)
    return added


@router.get("/{channel_id}", summary="A chat channel, and how it is doing")
async def get_chat_channel(
    *,
    channels: Channels,
    actor: Writer,
    programme_id: UUID,
    channel_id: UUID,
    response: Response,
) -> ChatChannelOut:
    found = await channels.get(programme_id, channel_id, actor=actor)
    set_etag(response, found)
    return found


@router.put("/{channel_id}", summary="Change what it hears, or where it is")
async def change_chat_channel(  # one more than others: it is in a programme
    *,
    channels: Channels,
    actor: Writer,
    programme_id: UUID,
    channel_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: ChatChannelChange,
) -> ChatChannelOut:
    changed = await channels.change(
        programme_id, channel_id, body, version, actor=actor
    )
    set_etag(response, changed)
    return changed


@router.post(
    "/{channel_id}/disable",
    summary="Switch it off",
    description="What waits goes out when it is on again, if that is within days;"
    " what happens meanwhile is not written for it.",
)
async def disable_chat_channel(
    *,
    channels: Channels,
    actor: Writer,
    programme_id: UUID,
    channel_id: UUID,
    version: ExpectedVersion,
    response: Response,
) -> ChatChannelOut:
    found = await channels.disable(programme_id, channel_id, version, actor=actor)
    set_etag(response, found)
    return found


@router.post("/{channel_id}/enable", summary="Switch it on again")
async def enable_chat_channel(
    *,
    channels: Channels,
    actor: Writer,
    programme_id: UUID,
    channel_id: UUID,
    version: ExpectedVersion,
    response: Response,
) -> ChatChannelOut:
    found = await channels.enable(programme_id, channel_id, version, actor=actor)
    set_etag(response, found)
    return found


@router.delete(
    "/{channel_id}",
    summary="Remove it, with all that was sent there",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_chat_channel(
    *,
    channels: Channels,
    actor: Writer,
    programme_id: UUID,
    channel_id: UUID,
    version: ExpectedVersion,
) -> None:
    await channels.remove(programme_id, channel_id, version, actor=actor)
