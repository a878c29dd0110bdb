"""N10: how many signed messages one sender brings to a receiver beside it."""

import asyncio
import contextlib
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection

from pydantic import SecretStr
from typing_extensions import override

from bromost_common.db import create_engine, new_id, session_maker
from bromost_common.secrets_at_rest import SecretBox, new_key
from bromost_notifications.sending.addresses import Guard
from bromost_notifications.sending.receivers import ReceiverSender
from bromost_notifications.settings import ROLE
from bromost_notifications.webhooks import sender as webhooks
from bromost_notifications.webhooks.channel import WebhookChannel
from bromost_notifications.webhooks.signing import new_secret, seal

from .report import Report
from .system import System

ENDPOINTS = 50
EVENTS = 200
_ACCOUNT = "(SELECT account_id FROM api.role_assignment WHERE role = 'administrator')"
_MESSAGES = f"""
    INSERT INTO notifications.webhook_message
      (id, event_type, object_type, object_id, body, occurred_at)
    SELECT gen_random_uuid(), 'organisation.registered.v1', 'organisation',
      gen_random_uuid(), to_json(repeat('x', 600)), now()
    FROM generate_series(1, {EVENTS})
"""  # noqa: S608  # a number
_DELIVERIES = """
    INSERT INTO notifications.delivery
      (id, source_kind, source_id, channel, target_id, max_attempt, expires_at)
    SELECT gen_random_uuid(), 'event', m.id, 'webhook', w.id, 10,
      now() + interval '5 days'
    FROM notifications.webhook_message m, notifications.webhook_endpoint w
"""
_LEFT = (
    "SELECT count(*) FROM notifications.delivery"
    " WHERE channel = 'webhook' AND state <> 'delivered'"
)


class _Thanks(asyncio.Protocol):
    """Takes requests as fast as they come, so that the sender is what is measured."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._seen = transport, b""

    @override
    def data_received(self, data: bytes) -> None:
        self._seen += data
        while b"\r\n\r\n" in self._seen:
            head, _, rest = self._seen.partition(b"\r\n\r\n")
            told = head.lower().partition(b"content-length:")[2]
            length = int(told.partition(b"\r\n")[0])
            if len(rest) < length:
                return
            self._seen = rest[length:]
            self._transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


def _receive(told: Connection) -> None:
    async def listen() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(_Thanks, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(listen())


def measure(system: System, report: Report) -> None:
    told, tells = multiprocessing.Pipe()
    receiver = multiprocessing.get_context("spawn").Process(
        target=_receive, args=(tells,), daemon=True
    )
    receiver.start()
    try:
        seconds, cpu = asyncio.run(_deliver(system, told.recv()))
    finally:
        receiver.terminate()
    count = ENDPOINTS * EVENTS
    report.at_least(
        "signed webhook deliveries a second, one worker",
        count / seconds,
        target=1000,
        detail=f"{count} to {ENDPOINTS} endpoints, {cpu:.1f} s of its processor",
    )


async def _deliver(system: System, port: int) -> tuple[float, float]:
    key = SecretStr(new_key())
    box = SecretBox.of(key)
    for _ in range(ENDPOINTS):
        endpoint = new_id()
        sealed = seal(box, endpoint, new_secret()).hex()
        await system.execute(
            "INSERT INTO notifications.webhook_endpoint"  # our own ids
            " (id, account_id, name, url, event_types)"
            f" SELECT '{endpoint}', {_ACCOUNT}, 'Receiver',"
            f" 'http://127.0.0.1:{port}/', '{{organisation.registered.v1}}'",
            "INSERT INTO notifications.webhook_secret (id, endpoint_id, sealed)"  # noqa: S608  # our own ids
            f" VALUES (gen_random_uuid(), '{endpoint}', decode('{sealed}', 'hex'))",
        )
    await system.execute(_MESSAGES, _DELIVERIES, "ANALYZE")
    async with _sending(system, key):
        began, cpu = time.monotonic(), time.process_time()
        while (await system.rows(_LEFT))[0][0]:  # noqa: ASYNC110  # another process' work
            await asyncio.sleep(0.1)
        return time.monotonic() - began, time.process_time() - cpu


@asynccontextmanager
async def _sending(system: System, key: SecretStr) -> AsyncIterator[None]:
    engine = create_engine(system.postgres.url(), role=ROLE, task="worker", pool_size=6)
    sessions = session_maker(engine)
    guard = Guard.of("127.0.0.0/8", allows_plain=True)
    stop = asyncio.Event()
    sender = ReceiverSender(
        sessions, WebhookChannel(sessions, guard, key), webhooks.ENDPOINTS
    )
    working = asyncio.create_task(sender.run(stop))
    try:
        yield
    finally:
        stop.set()
        with contextlib.suppress(asyncio.CancelledError):
            await working
        await engine.dispose()
