"""People with scoped roles, a portfolio to have them in, and nobody who signs twice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import NamedTuple
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role
from tests.api.portfolio import organisation
from tests.api.projects import programme, project
from tests.conftest import SignIn


class Person(NamedTuple):
    """Somebody who is signed in."""

    http: AsyncClient
    id: str


class Portfolio(NamedTuple):
    """Two programmes with a project each; the municipality takes part in the first."""

    mine: str
    other: str
    my_project: str
    other_project: str
    town: str
    elsewhere: str


Enter = Callable[..., Awaitable[Person]]


@pytest.fixture
async def portfolio(client: AsyncClient) -> Portfolio:
    town = await organisation(client, "Zenica", "BA")
    elsewhere = await organisation(client, "Salten", "NO")
    mine = await programme(client, code="A")
    other = await programme(client, code="B")
    mine_1 = await project(
        client,
        mine["id"],
        code="1",
        roles=[{"organisation_id": town, "role": "partner"}],
    )
    other_1 = await project(client, other["id"], code="2")
    return Portfolio(
        mine["id"], other["id"], mine_1["id"], other_1["id"], town, elsewhere
    )


@pytest.fixture
async def enter(
    app: FastAPI, sign_in: SignIn, session: AsyncSession
) -> AsyncIterator[Enter]:
    """Signs somebody in with a role, in a scope if one is named."""
    async with AsyncExitStack() as stack:

        async def enter(
            role: Role, scope_type: str = "installation", scope_id: str | None = None
        ) -> Person:
            transport = ASGITransport(app, raise_app_exceptions=False)
            http = await stack.enter_async_context(
                AsyncClient(transport=transport, base_url="http://test")
            )
            await sign_in(http, Role.ADVISER)
            account = (await http.get("/v1/session")).json()["account"]["id"]
            await session.execute(
                text(
                    "UPDATE api.role_assignment SET role = :role,"
                    " scope_type = :kind, scope_id = :scope WHERE account_id = :account"
                ),
                {
                    "role": role,
                    "kind": scope_type,
                    "scope": scope_id and UUID(scope_id),
                    "account": UUID(account),
                },
            )
            await session.commit()
            return Person(http, account)

        yield enter


@pytest.fixture
async def manager(enter: Enter, portfolio: Portfolio) -> Person:
    """Manages one of the two programmes."""
    return await enter(Role.PROGRAMME_MANAGER, "programme", portfolio.mine)


def version(of: int) -> dict[str, str]:
    return {"If-Match": f'"{of}"'}
