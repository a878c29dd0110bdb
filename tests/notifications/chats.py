"""Chat channels of programmes, and receivers that play the four kinds of them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from httpx import AsyncClient

from bromost_common.outbox import OutboxMessage
from bromost_common.relay import Relay
from bromost_notifications.chat_channels.channel import CHANNELS, ChatMessages
from bromost_notifications.chat_channels.fan_out import CONSUMER, TellChats
from bromost_notifications.sending.addresses import Guard
from bromost_notifications.sending.receivers import ReceiverSender

from .receiving import Receiver
from .test_sender import Clock
from .webhooks import HERE, ORIGIN, Mailroom

TOKEN = "syt_made_up_for_this_test"  # of nobody
TOKEN_PART = "Abc123madeUpForThis"  # of nobody
PATHS = {
    "slack": f"/services/T0001/B0001/{TOKEN_PART}",
    "mattermost": f"/chat/hooks/{TOKEN_PART}",
    "teams": "/workflows/0a1b2c/triggers/manual/paths/invoke?api-version=2016-06-01"
    f"&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={TOKEN_PART}",
    "matrix": "",
}
KINDS = list(PATHS)
ANSWER_OF_MATRIX = b'{"room_id": "!r:example.org", "user_id": "@b:example.org"}'


class OneAtATime(ChatMessages):
    """One test's transactions share a connection."""

    at_once = 1


class Chats(Mailroom):
    """The relay and the sender of one test's service."""

    async def added(
        self,
        client: AsyncClient,
        programme_id: UUID,
        receiver: Receiver,
        kind: str = "slack",
        **changes: Any,
    ) -> dict[str, Any]:
        wanted = body(destination_at(receiver, kind))
        answer = await client.post(at(programme_id), json=wanted | changes)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def gather(self, *events: OutboxMessage) -> None:
        await self.committed(*events)
        relay = Relay(self.app.state.sessions, CONSUMER, TellChats)
        while await relay.deliver():
            pass

    async def say(self, guard: Guard = HERE, *, clock: Clock | None = None) -> int:
        """All that is due when the time of gathering is over; how many attempts."""
        settings = self.app.state.settings
        chats = OneAtATime(self.app.state.sessions, guard, settings.secret_key, ORIGIN)
        sender = ReceiverSender(
            self.app.state.sessions, chats, CHANNELS, clock=clock or later()
        )
        sent = 0
        while await sender.deliver():
            sent += 1
        return sent


def later(seconds: float = 11) -> Clock:
    clock = Clock()
    clock.now = datetime.now(UTC) + timedelta(seconds=seconds)
    return clock


def at(programme_id: UUID, channel: dict[str, Any] | None = None) -> str:
    path = f"/v1/programmes/{programme_id}/chat-channels"
    return path if channel is None else f"{path}/{channel['id']}"


def destination_at(receiver: Receiver, kind: str) -> dict[str, Any]:
    if kind == "matrix":
        receiver.answer = ANSWER_OF_MATRIX
    place = receiver.url.removesuffix("/hook")
    found = {"kind": kind, "address": f"{place}{PATHS[kind]}"}
    if kind == "matrix":
        found |= {"room": "!r:example.org", "token": TOKEN}
    return found


def body(destination: dict[str, Any] | None, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Programme team",
        "language": "nb",
        "topics": ["project.changed"],
        "destination": destination,
    } | changes


def text_in(receiver: Receiver, kind: str) -> str:
    """What people in the channel read of the last that came."""
    got = receiver.got[-1]
    said = json.loads(got.body)
    path = urlsplit(got.path).path
    match kind:
        case "slack":
            assert path == PATHS[kind]
            return str(said["attachments"][0]["text"])
        case "mattermost":
            assert path == PATHS[kind]
            return str(said["text"])
        case "teams":
            assert got.path.partition("?")[2].endswith(f"sig={TOKEN_PART}")
            card = said["attachments"][0]["content"]
            assert card["type"] == "AdaptiveCard"
            return str(card["body"][0]["text"])
        case _:
            assert got.method == "PUT"
            assert got.headers["authorization"] == f"Bearer {TOKEN}"
            assert path.startswith("/_matrix/client/v3/rooms/")
            return str(said["formatted_body"])


async def sent_to(
    client: AsyncClient, programme_id: UUID, channel: dict[str, Any]
) -> list[dict[str, Any]]:
    answer = await client.get(f"{at(programme_id, channel)}/deliveries")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
