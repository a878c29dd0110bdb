"""Asks one address over and over on some connections: `python -m tests.bench.load …`.

A process of its own, so that asking does not take the time of answering.
"""

import asyncio
import json
import socket
import sys
import time
from typing import cast

import uvloop
from typing_extensions import override


class Caller(asyncio.Protocol):
    """One kept-alive connection that asks again as soon as it is answered."""

    def __init__(self, request: bytes, took: list[float]) -> None:
        self._request = request
        self._took = took
        self._buffer = bytearray()
        self._missing: int | None = None
        self._asked_at = 0.0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports do not inherit from asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        socket_ = transport.get_extra_info("socket")
        socket_.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._ask()

    def _ask(self) -> None:
        self._asked_at = time.perf_counter()
        self._transport.write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._missing is None:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._buffer[:end]).lower()
            assert head.startswith((b"http/1.1 200", b"http/1.1 304")), head
            length = head.partition(b"content-length: ")[2].partition(b"\r")[0]
            self._missing = end + 4 + int(length or 0)
        if len(self._buffer) >= self._missing:
            self._took.append(time.perf_counter() - self._asked_at)
            self._buffer.clear()
            self._missing = None
            self._ask()


async def ask(
    host: str, port: int, request: bytes, connections: int, seconds: float
) -> list[float]:
    took: list[float] = []
    loop = asyncio.get_running_loop()
    callers = [
        await loop.create_connection(lambda: Caller(request, took), host, port)
        for _ in range(connections)
    ]
    await asyncio.sleep(seconds)
    for transport, _ in callers:
        transport.abort()
    return took


def main() -> None:
    host, port, path, cookie, connections, seconds = sys.argv[1:]
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}:{port}",
        f"Cookie: sid={cookie}",
        "Accept: application/json",
    ]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        took = runner.run(
            ask(host, int(port), request, int(connections), float(seconds))
        )
    took.sort()
    report = {
        "per_second": len(took) / float(seconds),
        "p50_ms": took[len(took) // 2] * 1000,
        "p95_ms": took[int(len(took) * 0.95)] * 1000,
    }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
