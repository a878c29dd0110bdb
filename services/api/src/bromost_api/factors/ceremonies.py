"""What lies between two steps: who has shown what so far, and a passkey's challenge."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.digests import token_digest

from .models import Ceremony
from .repository import CeremonyRepository

Purpose: TypeAlias = Literal[
    "second_factor", "passkey_sign_in", "passkey_registration", "step_up"
]
VALID_FOR = timedelta(minutes=10)


class Ceremonies:
    """Begins ceremonies and finds them again, in its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._ceremonies = CeremonyRepository(session)

    async def begin(self, purpose: Purpose, *, account_id: UUID | None) -> str:
        """A token that only the browser has; it is all that continues the ceremony."""
        token = secrets.token_urlsafe(32)
        await self._put(purpose, token_digest(token), account_id)
        return token

    async def begin_in_session(
        self, purpose: Purpose, session_id: UUID, account_id: UUID
    ) -> Ceremony:
        return await self._put(purpose, _of_session(purpose, session_id), account_id)

    async def find(self, purpose: Purpose, token: str) -> Ceremony | None:
        return await self._ceremonies.find(token_digest(token), purpose)

    async def take_in_session(
        self, purpose: Purpose, session_id: UUID
    ) -> Ceremony | None:
        """Found once: whatever comes of it, its challenge is used."""
        found = await self._ceremonies.find(_of_session(purpose, session_id), purpose)
        if found is not None:
            await self.end(found)
        return found

    async def end(self, ceremony: Ceremony) -> None:
        await self._ceremonies.remove(ceremony.token_digest)

    async def _put(
        self, purpose: Purpose, digest: bytes, account_id: UUID | None
    ) -> Ceremony:
        ceremony = Ceremony(
            purpose=purpose,
            token_digest=digest,
            account_id=account_id,
            challenge=secrets.token_bytes(32),
            expires_at=datetime.now(UTC) + VALID_FOR,
        )
        await self._ceremonies.put(ceremony)
        return ceremony


def _of_session(purpose: Purpose, session_id: UUID) -> bytes:
    return hashlib.sha256(purpose.encode() + session_id.bytes).digest()
