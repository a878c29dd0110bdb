"""Single reads outside of any transaction, on the driver itself.

A session costs more than the statements of a hot read: it is two more messages to the
database and most of the Python. Whatever changes something, or reads twice and needs
both reads to agree, uses a session.
"""

import asyncio
from typing import Any, Protocol

import asyncpg
from sqlalchemy import make_url

from .db import connection_settings


class QuickReads(Protocol):
    """Runs one statement and gives its first row, or None."""

    async def row(self, sql: str, *values: Any) -> Any: ...


class QuickPool:
    """Connections of their own, made when they are first needed."""

    def __init__(
        self, url: str, *, role: str, size: int = 4, patience: float | None = None
    ) -> None:
        parts = make_url(url)
        # As the engine reads them, so that `?host=` and `?ssl=` mean the same here.
        _, self._address = parts.get_dialect()().create_connect_args(parts)
        self._role = role
        self._size = size
        self._patience = patience
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()

    async def row(self, sql: str, *values: Any) -> Any:
        pool = self._pool or await self._opened()
        async with pool.acquire(timeout=10) as connection:
            return await connection.fetchrow(sql, *values)

    async def _opened(self) -> asyncpg.Pool:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    **self._address,
                    min_size=0,
                    max_size=self._size,
                    timeout=5,
                    command_timeout=self._patience,
                    server_settings=connection_settings(self._role),
                    reset=_as_it_is,
                )
            return self._pool

    async def close(self) -> None:
        if self._pool is not None:
            self._pool.terminate()


async def _as_it_is(_: Any) -> None:
    """Single statements leave nothing behind that the next one would see."""
