"""The keys that access tokens are signed with, and how one follows the other.

The next key is published a day before it signs, so that nobody meets a signature of
a key that they have not heard of; the one before stays published for a while.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from joserfc.jwk import ECKey
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.access_tokens import ALGORITHM
from bromost_common.db import new_id
from bromost_common.secrets_at_rest import SecretBox

from .models import SigningKey
from .repository import SigningKeyRepository

SIGNS_FOR = timedelta(days=30)
PUBLISHED_AHEAD = timedelta(hours=24)


class SigningKeys:
    """One key signs, and the next one is made in time."""

    def __init__(self, session: AsyncSession, box: SecretBox) -> None:
        self._keys = SigningKeyRepository(session)
        self._box = box

    async def current(self) -> ECKey:
        """The key that signs now; the very first one is made when it is asked for."""
        found = await self._keys.signing()
        if found is None:
            await self._keys.lock()
            found = await self._keys.signing() or self._made(datetime.now(UTC))
        return self._opened(found)

    async def keep_in_time(self) -> None:
        """Make the next key a day ahead, and forget what the last one could sign."""
        await self._keys.lock()
        now = datetime.now(UTC)
        newest = await self._keys.newest()
        if newest is None:
            self._made(now)
        elif newest.signs_from + SIGNS_FOR - PUBLISHED_AHEAD <= now:
            self._made(max(newest.signs_from + SIGNS_FOR, now + PUBLISHED_AHEAD))
        await self._keys.forget_old()

    async def replace_all(self) -> None:
        """For keys that may be known elsewhere: none of their tokens is good any more.

        A process that has the old keys in its cache learns of it within ten minutes.
        """
        await self._keys.lock()
        await self._keys.remove_all()
        self._made(datetime.now(UTC))

    def _made(self, signs_from: datetime) -> SigningKey:
        key_id = new_id()
        parameters: Any = {"kid": str(key_id), "use": "sig", "alg": ALGORITHM}
        key = ECKey.generate_key("P-256", parameters=parameters)
        private = json.dumps(key.as_dict(private=True)).encode()
        made = SigningKey(
            id=key_id,
            public_jwk=key.as_dict(private=False),
            private_sealed=self._box.seal(private, purpose=_purpose(key_id)),
            signs_from=signs_from,
        )
        self._keys.add(made)
        return made

    def _opened(self, key: SigningKey) -> ECKey:
        assert key.private_sealed is not None
        opened = self._box.open(key.private_sealed, purpose=_purpose(key.id))
        return ECKey.import_key(json.loads(opened))


def _purpose(key_id: UUID) -> str:
    return f"signing_key {key_id}"
