"""Messages to chat channels."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

from pydantic import SecretStr

from bromost_common.contracts.chat_channels import ChatChannelDisabled
from bromost_common.db import SessionMaker
from bromost_common.paging import AnyRow
from bromost_common.secrets_at_rest import SecretBox, SecretKeyError
from bromost_notifications.sending.addresses import Guard
from bromost_notifications.sending.channel import Due, Outcome, Send
from bromost_notifications.sending.health import Because, Receivers
from bromost_notifications.sending.posting import Poster, opened
from bromost_notifications.sending.retries import STANDARD, WHILE_OFF

from .destinations import opened as opened_destination
from .letters import letter
from .repository import CHANNEL, MANAGERS
from .speaking import speak
from .wording import text_of


class ChatMessages:
    """Says it in the channel's language; what all may see is asked before each try."""

    name = CHANNEL
    retries = STANDARD
    at_once = 32

    def __init__(
        self, sessions: SessionMaker, guard: Guard, secret_key: SecretStr, origin: str
    ) -> None:
        self._sessions = sessions
        self._guard = guard
        self._box = SecretBox.of(secret_key)
        self._origin = origin

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        async with opened(self._guard, self.at_once) as poster:
            yield partial(self._send, poster)

    async def load(self, due: Sequence[Due]) -> None:
        """Each reads its own: to close several at once, it would wait for the relay."""

    async def _send(self, poster: Poster, due: Due) -> Outcome:
        async with self._sessions.begin() as session:
            found = await letter(session, due.source_id)
        if found is None:
            return Outcome("cancelled", "gone")
        if not found.news:
            return Outcome("cancelled", "not_readable")
        if not found.is_active:
            return Outcome("postponed", retry_after=WHILE_OFF)
        try:
            destination = opened_destination(self._box, found.channel_id, found.sealed)
        except SecretKeyError:
            return Outcome("failed", "no_secret_key")
        text = text_of(
            found.news,
            found.left_out,
            kind=found.kind,
            language=found.language,
            programme=found.programme,
            origin=self._origin,
        )
        return await speak(poster, destination, text, due.source_id)


def _news(channel: AnyRow, because: Because) -> ChatChannelDisabled:
    return ChatChannelDisabled(
        object_id=channel.id,
        actor_id=None,
        project_id=channel.programme_id,
        told_roles=sorted(MANAGERS),
        name=channel.name,
        change=because,
    )


CHANNELS = Receivers(
    "notifications.chat_channel", CHANNEL, 1, "programme_id, name", _news
)
