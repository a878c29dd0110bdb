"""The services called in this process, through their own HTTP routes."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from bromost_api.accounts.schemas import AccountCreate
from bromost_api.accounts.service import AccountService
from bromost_api.app import create_app as create_registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.auth import Role
from bromost_common.context import working
from bromost_common.settings import ServiceSettings
from bromost_indicators.app import create_app as create_indicators
from bromost_indicators.settings import Settings as IndicatorSettings

Body = dict[str, Any]


class RefusedError(RuntimeError):
    """A service refused demo data; a fault of the data or of the service."""


@dataclass(frozen=True)
class Service:
    """One service, as a signed-in person calls it."""

    client: httpx.AsyncClient

    async def call(self, method: str, path: str, **request: Any) -> Body:
        answer = await self.client.request(method, path, **request)
        if answer.is_error:
            message = f"{method} {path}: {answer.status_code} {answer.text}"
            raise RefusedError(message)
        found: Body = answer.json()
        return found

    async def get(self, path: str, **query: Any) -> Body:
        return await self.call("GET", path, params=query)

    async def post(self, path: str, body: Body, *, version: int | None = None) -> Body:
        return await self.call("POST", path, json=body, headers=_if_match(version))

    async def patch(self, path: str, body: Body, version: int) -> Body:
        return await self.call("PATCH", path, json=body, headers=_if_match(version))

    async def all(self, path: str, **query: Any) -> list[Body]:
        """Every item of a list, page after page."""
        items: list[Body] = []
        cursor: str | None = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = await self.get(path, limit=200, **query, **more)
            items += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return items


@dataclass(frozen=True)
class FrontDoor:
    """Both services that the demo data go to."""

    registry: Service
    indicators: Service


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[FrontDoor]:
    """The services as an account sees them that exists only while the data load.

    With an account of its own the demo's administrator is told what was loaded:
    nobody is notified of what they did themselves.
    """
    async with AsyncExitStack() as stack:
        registry, browser = await _start(stack, create_registry, RegistrySettings, url)
        _, other = await _start(stack, create_indicators, IndicatorSettings, url)
        account_id, email, password = await _add_account(registry)
        try:
            signed_in = await browser.post(
                "/v1/session", json={"email": email, "password": password}
            )
            signed_in.raise_for_status()
            other.cookies.update(browser.cookies)
            yield FrontDoor(Service(browser), Service(other))
        finally:
            async with working(registry.state.sessions, "demo").begin() as session:
                await AccountService(session, registry.state.access).deactivate(
                    account_id
                )


async def _start(
    stack: AsyncExitStack,
    create: Callable[[Any], FastAPI],
    settings: type[ServiceSettings],
    url: str,
) -> tuple[FastAPI, httpx.AsyncClient]:
    app = create(settings(database_url=SecretStr(url), public_url="http://demo"))
    await stack.enter_async_context(app.router.lifespan_context(app))
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://demo", timeout=120
    )
    return app, await stack.enter_async_context(client)


async def _add_account(registry: FastAPI) -> tuple[UUID, str, str]:
    password = secrets.token_urlsafe(24)
    email = f"loader-{secrets.token_hex(8)}@bromost.example"
    async with working(registry.state.sessions, "demo").begin() as session:
        account = await AccountService(session, registry.state.access).register(
            AccountCreate(
                email=email,
                display_name="Demo data",
                role=Role.PROGRAMME_MANAGER,
                password=SecretStr(password),
            )
        )
    return account.id, email, password


def _if_match(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}
