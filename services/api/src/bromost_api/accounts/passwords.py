"""Argon2id, off the event loop and a few at a time: each takes 46 MiB."""

import asyncio
import secrets

from anyio import CapacityLimiter, to_thread
from argon2.low_level import Type, hash_secret_raw
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

MEMORY_KIB = 46 * 1024
_HASH = PasswordHash(
    (Argon2Hasher(memory_cost=MEMORY_KIB, time_cost=1, parallelism=1),)
)
_limiters: dict[int, CapacityLimiter] = {}

# Compared with when there is no account, so that the answer takes as long.
_NOBODY = _HASH.hash(secrets.token_urlsafe(32))


def _limiter() -> CapacityLimiter:
    # A limiter belongs to the event loop that it was made in.
    return _limiters.setdefault(id(asyncio.get_running_loop()), CapacityLimiter(4))


async def hash_password(password: str) -> str:
    return await to_thread.run_sync(_HASH.hash, password, limiter=_limiter())


async def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it fits, and a newer hash to store if the old one's cost is outdated."""
    fits, newer = await to_thread.run_sync(
        _HASH.verify_and_update, password, stored or _NOBODY, limiter=_limiter()
    )
    return fits and stored is not None, newer if stored is not None else None


async def digest_code(code: str, salt: bytes) -> bytes:
    """A slow digest that is the same each time, for codes that are looked up by it."""

    def digest() -> bytes:
        return hash_secret_raw(code.encode(), salt, 1, MEMORY_KIB, 1, 32, Type.ID)

    return await to_thread.run_sync(digest, limiter=_limiter())
