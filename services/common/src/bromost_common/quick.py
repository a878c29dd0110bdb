"""Single reads outside of any transaction, on the driver itself.

A session costs more than the statements of a hot read: it is two more messages to the
database and most of the Python. Whatever changes something, or reads twice and needs
both reads to agree, uses a session.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

import asyncpg
from sqlalchemy import make_url

from .auth import NOBODY, Context
from .context import CONTEXT, settings_of
from .db import connection_settings

_SET = (
    "SELECT set_config('bromost.reads', $1, false),"
    " set_config('bromost.funds', $2, false)"
)

_LONGEST_WAIT = 10
# How far a connection sees: `reads` and `funds`, as its settings have them.
_Said: TypeAlias = tuple[str, str]
_UNSAID: _Said = ("", "")


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
    """Connections of their own, made when they are first needed.

    Those that act for nobody never act for anybody: to find out who calls needs no
    word to the database on how far the one before saw.
    """

    def __init__(
        self, url: str, *, role: str, size: int = 4, patience: float | None = None
    ) -> None:
        parts = make_url(url)
        # As the engine reads them, so that `?host=` and `?ssl=` mean the same here.
        _, address = parts.get_dialect()().create_connect_args(parts)
        address = {
            **address,
            "timeout": 5,
            "command_timeout": patience,
            # What is asked often is planned once. PostgreSQL would plan again for each
            # caller's scopes, and that takes longer than to run.
            "server_settings": connection_settings(role)
            | {"plan_cache_mode": "force_generic_plan"},
        }
        self._nobodys = _Connections(address, size)
        self._readers = _Connections(address, size)

    async def row(self, sql: str, *values: Any) -> Any:
        """For what nobody in particular reads, and row-level security lets be read."""
        return await self._nobodys.row(_UNSAID, sql, values)

    async def row_as(self, reader: Context, sql: str, *values: Any) -> Any:
        if not reader.reads:
            return await self.row(sql, *values)
        sight = settings_of(reader)
        said = (sight["reads"], sight["funds"])
        return await self._readers.row(said, sql, values)

    async def close(self) -> None:
        self._nobodys.close()
        self._readers.close()


class _Connections:
    """Up to `size` connections; each remembers how far it was last told to see.

    The driver's own pool does more at each turn than a statement needs.
    """

    def __init__(self, address: Mapping[str, Any], size: int) -> None:
        self._address = address
        self._room = asyncio.Semaphore(size)
        # Those that nobody uses, the last used at the end, with what they were told.
        self._idle: list[tuple[asyncpg.Connection, _Said]] = []

    async def row(self, said: _Said, sql: str, values: tuple[Any, ...]) -> Any:
        if self._room.locked():
            async with asyncio.timeout(_LONGEST_WAIT):
                await self._room.acquire()
        else:
            await self._room.acquire()
        try:
            connection, told = self._taken(said) or (await self._made(), _UNSAID)
            try:
                if told != said:
                    await connection.execute(_SET, *said)
                    told = said
                return await connection.fetchrow(sql, *values)
            except asyncpg.PostgresError:
                # It has said what was wrong, and is ready for the next.
                raise
            except BaseException:
                connection.terminate()
                raise
            finally:
                if not connection.is_closed():
                    self._idle.append((connection, told))
        finally:
            self._room.release()

    def _taken(self, said: _Said) -> tuple[asyncpg.Connection, _Said] | None:
        """An idle connection: one that was told the same, else the longest unused."""
        while self._idle:
            same = [i for i, (_, told) in enumerate(self._idle) if told == said]
            taken = self._idle.pop(same[-1] if same else 0)
            if not taken[0].is_closed():
                return taken
        return None

    async def _made(self) -> asyncpg.Connection:
        return await asyncpg.connect(**self._address)

    def close(self) -> None:
        for connection, _ in self._idle:
            connection.terminate()
        self._idle.clear()
