"""Views for tools of analysis: what a login reads, and what it does not."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from .portfolio import organisation
from .projects import budget_line, programme, project

ACCESS = "/v1/analysis/access"
# What people are called, how they are reached and what they wrote freely.
PERSONAL = {"note", "reason", "email", "phone", "display_name", "voucher", "comment"}


@pytest.fixture
async def login(connection: AsyncConnection) -> str:
    name = f"dashboards_{secrets.token_hex(4)}"
    await connection.execute(text("RESET ROLE"))
    await connection.execute(text(f"CREATE ROLE {name} LOGIN IN ROLE bromost_analysis"))
    return name


@asynccontextmanager
async def signed_in(
    connection: AsyncConnection, login: str
) -> AsyncIterator[AsyncConnection]:
    """The test's own connection, as the login's."""
    await connection.execute(text("RESET ROLE"))
    await connection.execute(text(f"SET SESSION AUTHORIZATION {login}"))
    try:
        yield connection
    finally:
        await connection.execute(text("RESET SESSION AUTHORIZATION"))


async def codes(connection: AsyncConnection, login: str) -> set[str]:
    async with signed_in(connection, login) as tool:
        found = await tool.scalars(text("SELECT code FROM analysis.project"))
        return set(found)


@pytest.fixture
async def told(client: AsyncClient, session: AsyncSession) -> dict[str, Any]:
    """A project with money in one programme, and a project in another."""
    north = await organisation(client, "Tromsø")
    ours, others = (
        await programme(client, code="OURS"),
        await programme(client, code="OTHERS"),
    )
    seen = await project(client, ours["id"], code="SEEN")
    await project(client, others["id"], code="UNSEEN")
    await budget_line(session, seen["id"], north)
    return {"programme_id": ours["id"], "project_id": seen["id"]}


async def test_a_login_reads_what_it_was_given_while_it_was_given(
    client: AsyncClient,
    told: dict[str, Any],
    connection: AsyncConnection,
    login: str,
) -> None:
    assert await codes(connection, login) == set()

    body = {"login": login, "programme_id": told["programme_id"]}
    given = await client.post(ACCESS, json=body)
    assert given.status_code == 201, given.text
    assert given.json()["is_known"] is True
    assert given.json()["programme"]["code"] == "OURS"
    assert await codes(connection, login) == {"SEEN"}
    async with signed_in(connection, login) as tool:
        money = await tool.execute(
            text("SELECT project_id::text, year, currency FROM analysis.budget_line")
        )
        assert money.first()[0] == told["project_id"]  # type: ignore[index]

    again = await client.post(ACCESS, json=body)
    assert (again.status_code, again.json()["code"]) == (
        409,
        "duplicate_analysis_access",
    )
    ended = await client.delete(f"{ACCESS}/{given.json()['id']}")
    assert ended.status_code == 204
    assert await codes(connection, login) == set()


async def test_all_programmes_and_none_after_the_last_day(
    client: AsyncClient,
    told: dict[str, Any],
    connection: AsyncConnection,
    login: str,
) -> None:
    assert told
    today = datetime.now(UTC).date()
    for ends_on, seen in (
        (today - timedelta(days=2), set()),
        (today + timedelta(days=2), {"SEEN", "UNSEEN"}),
    ):
        body = {"login": login, "ends_on": str(ends_on)}
        given = (await client.post(ACCESS, json=body)).json()
        assert given["has_ended"] is (not seen)
        assert seen <= await codes(connection, login)
        assert bool(seen) == bool(await codes(connection, login))
        await client.delete(f"{ACCESS}/{given['id']}")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM api.project",
        "SELECT * FROM api.account",
        "SELECT * FROM indicators.entry",
        "DELETE FROM analysis.project",
        "UPDATE analysis.programme SET code = 'X'",
        "INSERT INTO api.analysis_access (id, login) VALUES (gen_random_uuid(), 'x')",
    ],
)
async def test_a_login_reads_views_and_nothing_else(
    connection: AsyncConnection, login: str, statement: str
) -> None:
    await connection.execute(text("RESET ROLE"))
    nested = await connection.begin_nested()
    await connection.execute(text(f"SET LOCAL SESSION AUTHORIZATION {login}"))
    with pytest.raises(DBAPIError, match="permission denied"):
        await connection.execute(text(statement))
    await nested.rollback()


async def test_a_login_makes_itself_no_other(
    client: AsyncClient,
    told: dict[str, Any],
    connection: AsyncConnection,
    login: str,
) -> None:
    assert told
    await client.post(ACCESS, json={"login": "somebody_else"})
    async with signed_in(connection, login) as tool:
        await tool.execute(text("SET ROLE bromost_analysis"))
        # What services say of themselves counts for nothing here.
        await tool.execute(text("SET bromost.reads_all = 'true'"))
        assert (await tool.scalars(text("SELECT id FROM analysis.project"))).all() == []
        await tool.execute(text("RESET ROLE"))


async def test_every_view_and_column_says_what_it_means(
    client: AsyncClient, connection: AsyncConnection
) -> None:
    views = (await client.get("/v1/analysis/views")).json()["items"]

    assert len(views) > 20
    for view in views:
        assert view["description"].endswith("."), view["name"]
        for column in view["columns"]:
            assert column["description"], f"{view['name']}.{column['name']}"
            assert column["name"] not in PERSONAL
    await connection.execute(text("RESET ROLE"))
    for view in views:
        # What cannot be asked would be found out by a ministry.
        await connection.execute(text(f"SELECT * FROM analysis.{view['name']}"))  # noqa: S608


@pytest.mark.parametrize("login", ["", "Big", "with space", "x" * 64, 'a"; DROP', None])
async def test_what_is_no_login_is_refused(
    client: AsyncClient, login: str | None
) -> None:
    refused = await client.post(ACCESS, json={"login": login})
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["loc"] == ["body", "login"]


async def test_unknown_programmes_are_refused(client: AsyncClient) -> None:
    body = {"login": "someone", "programme_id": "0197f3a8-0000-7000-8000-0000000000ff"}
    refused = await client.post(ACCESS, json=body)
    assert refused.json()["fields"][0]["code"] == "unknown_programme"


async def test_only_administrators_manage_it(officer: AsyncClient) -> None:
    assert (await officer.get(ACCESS)).status_code == 403
    assert (await officer.get("/v1/analysis/views")).status_code == 403
    assert (await officer.post(ACCESS, json={"login": "x"})).status_code == 403
