"""A receiver of webhooks as somebody else writes one: a real server on loopback."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from standardwebhooks import Webhook


@dataclass
class Got:
    """A request as it came in."""

    headers: dict[str, str]
    body: bytes
    method: str = "POST"
    path: str = "/"

    @property
    def message_id(self) -> str:
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> Any:
        """By the reference library; raises for what is not signed with the secret."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """Remembers what came, and answers as a test wishes."""

    url: str = ""
    status: int = 200
    answer: bytes = b"thanks"
    headers: dict[str, str] = field(default_factory=dict)
    # Never answers while it is set.
    hangs: bool = False
    # Goes on answering until nobody listens any more; how much that was.
    endless: bool = False
    poured: int = 0
    got: list[Got] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body, path = await request.read(), request.path_qs
        self.got.append(Got(headers, body, request.method, path))
        self.came.set()
        if self.hangs:
            self.waiting += 1
            await asyncio.Event().wait()
        if self.endless:
            return await self._pour(request)
        return web.Response(status=self.status, body=self.answer, headers=self.headers)

    async def _pour(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with contextlib.suppress(ConnectionError):
            while True:
                await answer.write(b"x" * 65_536)
                self.poured += 65_536
        return answer

    async def until(
        self, fits: Callable[["Receiver"], bool], within: float = 20
    ) -> None:
        async with asyncio.timeout(within):
            while not fits(self):
                self.came.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.came.wait(), 0.05)


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", receiver.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    receiver.url = f"http://127.0.0.1:{port}/hook"
    try:
        yield receiver
    finally:
        await runner.cleanup()
