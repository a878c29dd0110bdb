"""A server with nothing but the two statements of a list: `python -m tests.bench.bare`.

No framework, no headers, no log, no checks: what the language, the web server and the
driver cost by themselves, and so the most that any list could reach here.
"""

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import uvicorn
from sqlalchemy import make_url

from bromost_common.db import connection_settings

_EVERYTHING = {"bromost.reads": "*"}
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Bare:
    """Runs the statements in order, and answers with the last one's first column."""

    def __init__(self, url: str, role: str, statements: list[str]) -> None:
        _, self._address = (
            make_url(url).get_dialect()().create_connect_args(make_url(url))
        )
        self._role = role
        self._statements = statements
        self._pool: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        async with self._pool.acquire() as connection:
            for statement in self._statements:
                row = await connection.fetchrow(statement)
        body = row[0].encode()
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})

    async def _live(self, receive: Any, send: Send) -> None:
        while True:
            stage = (await receive())["type"]
            if stage == "lifespan.startup":
                self._pool = await asyncpg.create_pool(
                    **self._address,
                    min_size=4,
                    max_size=4,
                    server_settings=_EVERYTHING | connection_settings(self._role),
                    reset=_nothing,
                )
            else:
                await self._pool.close()
            await send({"type": f"{stage}.complete"})
            if stage == "lifespan.shutdown":
                return


async def _nothing(_: Any) -> None:
    """Single statements leave nothing behind."""


def main() -> None:
    port, url, role, statements = sys.argv[1:]
    uvicorn.run(
        Bare(url, role, json.loads(statements)),
        port=int(port),
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
    )


if __name__ == "__main__":
    main()
