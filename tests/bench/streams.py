"""Many open pages: each a connection that follows its person's stream."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import cast

from typing_extensions import override

_AT = re.compile(rb'"at": ?(\d+)')
AT_ONCE = 50


class Streams:
    """What came on all of them, as milliseconds since the moment that it names."""

    def __init__(self) -> None:
        self._took: list[float] = []
        self._waited_for = 0
        self._more = asyncio.Event()

    @classmethod
    @asynccontextmanager
    async def open(cls, port: int, cookies: Iterable[str]) -> AsyncIterator["Streams"]:
        streams = cls()
        transports: list[asyncio.BaseTransport] = []
        some = asyncio.Semaphore(AT_ONCE)

        async def one(cookie: str) -> None:
            async with some:
                transport, stream = await asyncio.get_running_loop().create_connection(
                    lambda: _Stream(port, cookie, streams), "127.0.0.1", port
                )
                transports.append(transport)
                await stream.opened

        try:
            async with asyncio.TaskGroup() as group:
                for cookie in cookies:
                    group.create_task(one(cookie))
            yield streams
        finally:
            for transport in transports:
                cast("asyncio.Transport", transport).abort()

    def came(self, at: int) -> None:
        self._took.append((time.monotonic_ns() - at) / 1e6)
        self._more.set()

    async def received(self, many: int, longest: float) -> None:
        """Wait until so many more came than were taken or waited for before."""
        wanted = self._waited_for + many
        async with asyncio.timeout(longest):
            while len(self._took) < wanted:
                self._more.clear()
                await self._more.wait()
        self._waited_for = wanted

    def taken(self) -> list[float]:
        """All that came until now, the shortest first; and start anew."""
        took, self._took, self._waited_for = sorted(self._took), [], 0
        return took


class _Stream(asyncio.Protocol):
    def __init__(self, port: int, cookie: str, all_of_them: Streams) -> None:
        self._request = (
            f"GET /v1/inbox/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Cookie: sid={cookie}\r\nAccept: text/event-stream\r\n\r\n"
        ).encode()
        self._all = all_of_them
        self._rest = b""
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            if not data.startswith(b"HTTP/1.1 200"):
                self.opened.set_exception(RuntimeError(data[:200].decode()))
                return
            self.opened.set_result(None)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if found := _AT.search(line):
                self._all.came(int(found[1]))

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(exc or ConnectionError("closed"))
