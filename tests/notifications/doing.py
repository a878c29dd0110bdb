"""Things to do in a project of 2006, and days to look at them on."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from bromost_notifications.todo.router import today
from tests.indicators.building import add_indicator, add_period

# What a year brings is due thirty days after its end.
DUE = date(2007, 1, 30)
Elsewhere = Callable[[AsyncClient], Awaitable[AsyncClient]]


def it_is(app: FastAPI, day: date) -> None:
    app.dependency_overrides[today] = lambda: day


@asynccontextmanager
async def same_person(app: FastAPI, client: AsyncClient) -> AsyncIterator[AsyncClient]:
    """The same person at another service."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    cookies = {"sid": client.cookies["sid"]}
    async with AsyncClient(
        transport=transport, base_url="http://test", cookies=cookies
    ) as other:
        yield other


async def make_project(
    session: AsyncSession, code: str = "8", *, programme_id: UUID | None = None
) -> tuple[UUID, UUID]:
    """Its own id, and that of its programme."""
    programme, project = programme_id or new_id(), new_id()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.programme (id, code, title, original_language)"
            """ VALUES (:id, :code, '{"en": "Programme"}', 'en')"""
            " ON CONFLICT (id) DO NOTHING"
        ),
        {"id": programme, "code": f"P{code}"},
    )
    await session.execute(
        text(
            "INSERT INTO api.project"
            " (id, programme_id, code, title, status, original_language)"
            " VALUES (:id, :programme, :code, CAST(:title AS jsonb), 'active', 'en')"
        ),
        {
            "id": project,
            "programme": programme,
            "code": code,
            "title": json.dumps({"en": "Youth enterprises"}),
        },
    )
    await session.commit()
    return project, programme


async def owed(
    client: AsyncClient, project_id: UUID, year: int = 2006, **changes: Any
) -> dict[str, Any]:
    """A period without a value."""
    indicator = await add_indicator(client, project_id, **changes)
    period: dict[str, Any] = await add_period(client, indicator, year)
    return period


async def todo(client: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/v1/todo", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def kinds(client: AsyncClient) -> list[tuple[str, str, int]]:
    return [(one["kind"], one["due_on"], one["count"]) for one in await todo(client)]
