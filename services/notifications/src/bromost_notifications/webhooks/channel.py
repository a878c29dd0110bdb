"""Signed messages to endpoints."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from pydantic import SecretStr

from bromost_common.db import SessionMaker
from bromost_common.secrets_at_rest import SecretBox, SecretKeyError
from bromost_notifications.sending.addresses import Guard
from bromost_notifications.sending.channel import Due, Outcome, Send
from bromost_notifications.sending.posting import Poster, opened
from bromost_notifications.sending.retries import STANDARD, WHILE_OFF

from .letters import Letter, letters
from .payload import MEDIA_TYPE
from .repository import CHANNEL
from .signing import opened as opened_secret
from .signing import signed


class WebhookChannel:
    """Signs and sends; whether its owner may read it is asked again before each try."""

    name = CHANNEL
    retries = STANDARD
    # What is in hand when a sender dies goes out twice; fewer would send more slowly.
    at_once = 48

    def __init__(
        self,
        sessions: SessionMaker,
        guard: Guard,
        secret_key: SecretStr,
        *,
        clock: Callable[[], datetime] = partial(datetime.now, UTC),  # noqa: B008  # made once is enough
    ) -> None:
        self._sessions = sessions
        self._guard = guard
        self._box = SecretBox.of(secret_key)
        self._now = clock
        self._letters: dict[UUID, Letter] = {}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Send]:
        async with opened(self._guard, self.at_once) as poster:
            yield partial(self._send, poster)

    async def load(self, due: Sequence[Due]) -> None:
        async with self._sessions.begin() as session:
            self._letters |= await letters(session, due)

    async def _send(self, poster: Poster, due: Due) -> Outcome:
        if due.id not in self._letters:
            await self.load([due])
        letter = self._letters.pop(due.id)
        if letter.cancelled is not None:
            return Outcome("cancelled", letter.cancelled)
        if not letter.is_active:
            return Outcome("postponed", retry_after=WHILE_OFF)
        try:
            keys = [opened_secret(self._box, due.target_id, k) for k in letter.secrets]
        except SecretKeyError:
            return Outcome("failed", "no_secret_key")
        headers = signed(due.source_id, self._now(), letter.body, keys)
        answer = await poster.post(
            letter.url, letter.body, headers | {"Content-Type": MEDIA_TYPE}
        )
        return answer.outcome()
