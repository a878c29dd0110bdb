"""The service behind a real server, with a database that really commits."""

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bromost_api.access import ACCESS as REGISTRY_ACCESS
from bromost_api.accounts.schemas import AccountCreate
from bromost_api.accounts.service import AccountService
from bromost_api.sessions.service import Browser, Sessions
from bromost_common.auth import Role
from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.outbox import OutboxMessage
from bromost_common.relay import Relay
from bromost_notifications.access import ACCESS
from bromost_notifications.app import create_app
from bromost_notifications.inbox.handlers import CONSUMER, NotifyReaders
from bromost_notifications.settings import ROLE, Settings
from tests.conftest import PASSWORD


@dataclass
class Stream:
    """What a browser's EventSource makes of the answer."""

    received: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    last_id: str | None = None
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, answer: httpx.Response) -> None:
        event: dict[str, str] = {}
        async for line in answer.aiter_lines():
            self.opened.set()
            if line:
                name, _, value = line.partition(": ")
                event[name] = value
            elif "data" in event:
                self.last_id = event.get("id", self.last_id)
                data = json.loads(event["data"]) | {"event": event["event"]}
                self.received.put_nowait(data)
                event = {}
        self.closed.set()

    async def next(self, within: float = 5) -> dict[str, Any]:
        return await asyncio.wait_for(self.received.get(), within)


@dataclass
class Person:
    """An account and a browser in which it is signed in."""

    account_id: str
    email: str
    client: httpx.AsyncClient

    @asynccontextmanager
    async def stream(self, last_id: int | str | None = None) -> AsyncIterator[Stream]:
        headers = {} if last_id is None else {"Last-Event-ID": str(last_id)}
        stream = Stream()
        async with self.client.stream(
            "GET", "/v1/inbox/stream", headers=headers, timeout=30
        ) as answer:
            assert answer.status_code == 200, await answer.aread()
            assert answer.headers["content-type"].startswith("text/event-stream")
            reading = asyncio.create_task(stream.read(answer))
            await asyncio.wait_for(stream.opened.wait(), 5)
            try:
                yield stream
            finally:
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)


class Live:
    """A running service, its relay, and people who use it."""

    def __init__(self, url: str, port: int, opened: AsyncExitStack) -> None:
        self.url = url
        self.address = f"http://127.0.0.1:{port}"
        self._opened = opened
        self._registry = create_engine(
            url, role="bromost_api", task="test", pool_size=4
        )
        self.owner: AsyncEngine = create_async_engine(url)
        opened.push_async_callback(self._registry.dispose)
        opened.push_async_callback(self.owner.dispose)

    @property
    def sessions(self) -> SessionMaker:
        """Of the registry, whose changes make events."""
        return session_maker(self._registry)

    async def person(self, role: Role = Role.ADVISER) -> Person:
        email = f"{secrets.token_hex(6)}@example.org"
        async with self.sessions.begin() as session:
            accounts = AccountService(session, REGISTRY_ACCESS)
            made = await accounts.register(
                AccountCreate(
                    email=email,
                    display_name="Somebody",
                    password=SecretStr(PASSWORD),
                    role=role,
                )
            )
            token = await Sessions(session).start(
                made.id,
                browser=Browser(None, None),
                method="password",
                second_factor=None,
            )
        client = httpx.AsyncClient(base_url=self.address, cookies={"sid": token})
        await self._opened.enter_async_context(client)
        return Person(str(made.id), email, client)

    async def publish(self, *events: OutboxMessage) -> None:
        async with self.sessions.begin() as session:
            session.add_all(events)

    async def dispose(self) -> None:
        """Let go of all connections; the next use makes new ones."""
        await self._registry.dispose()
        await self.owner.dispose()

    async def execute(self, statement: str, **values: Any) -> Any:
        async with self.owner.begin() as connection:
            found = await connection.execute(text(statement), values)
            return found.all() if found.returns_rows else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def serving(app: FastAPI, port: int) -> AsyncIterator[uvicorn.Server]:
    config = uvicorn.Config(
        app, port=port, log_level="warning", timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    for _ in range(1000):
        if server.started:
            break
        await asyncio.sleep(0.01)
    yield server
    server.should_exit = True
    if hasattr(app.state, "hub"):
        app.state.hub.close()
    await running


@asynccontextmanager
async def relaying(url: str) -> AsyncIterator[None]:
    engine = create_engine(url, role=ROLE, task="test", pool_size=1)
    stop = asyncio.Event()
    relay = Relay(
        session_maker(engine), CONSUMER, partial(NotifyReaders, access=ACCESS)
    )
    running = asyncio.create_task(relay.run(stop))
    yield
    stop.set()
    await running
    await engine.dispose()


@asynccontextmanager
async def live_system(url: str, *, pool_size: int = 6) -> AsyncIterator[Live]:
    port = free_port()
    settings = Settings(database_url=SecretStr(url), pool_size=pool_size)
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(serving(create_app(settings), port))
        await opened.enter_async_context(relaying(url))
        yield Live(url, port, opened)
