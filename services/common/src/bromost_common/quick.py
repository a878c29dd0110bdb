"""Single reads outside of any transaction, on the driver itself.

A session costs more than the statements of a hot read: it is two more messages to the
database and most of the Python. Whatever changes something, or reads twice and needs
both reads to agree, uses a session.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy import make_url

from .auth import NOBODY, Context
from .context import CONTEXT, settings_of
from .db import connection_settings

_SET = (
    "SELECT set_config('bromost.reads', $1, false),"
    " set_config('bromost.funds', $2, false)"
)


class QuickReads(Protocol):
    """Runs one statement and gives its first row, or None."""

    async def row(self, sql: str, *values: Any) -> Any: ...


class QuickSource(Protocol):
    """Runs one statement as somebody."""

    async def row_as(self, reader: Context, sql: str, *values: Any) -> Any: ...


class ReadsOf:
    """The quick reads of a request: whoever it turns out to come from reads."""

    def __init__(self, source: QuickSource, scope: Mapping[str, Any]) -> None:
        self._source = source
        self._scope = scope

    async def row(self, sql: str, *values: Any) -> Any:
        reader = self._scope.get(CONTEXT, NOBODY)
        return await self._source.row_as(reader, sql, *values)


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
        self._said: WeakKeyDictionary[Any, tuple[str, str]] = WeakKeyDictionary()

    async def row(self, sql: str, *values: Any) -> Any:
        """For what nobody in particular reads, and row-level security lets be read."""
        return await self.row_as(NOBODY, sql, *values)

    async def row_as(self, reader: Context, sql: str, *values: Any) -> Any:
        pool = self._pool or await self._opened()
        async with pool.acquire(timeout=10) as connection:
            await self._let_see(connection, reader)
            return await connection.fetchrow(sql, *values)

    async def _let_see(self, connection: Any, reader: Context) -> None:
        """Say how far the reader sees, unless that was said of the last one too."""
        own = connection._con  # noqa: SLF001  # the proxy's connection lives on
        wanted = settings_of(reader)
        said = (wanted["reads"], wanted["funds"])
        if self._said.get(own) == said:
            return
        self._said.pop(own, None)
        await connection.execute(_SET, *said)
        self._said[own] = said

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
