"""Asks people by links, and opens these as somebody without an account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from .building import version

NAME, EMAIL = "Ada Example", "ada.example@example.org"
SPAN = {"starts_on": "2006-01-01", "ends_on": "2006-12-31"}
Sent = dict[str, Any]


def link_body(**changes: Any) -> dict[str, Any]:
    return {"name": NAME, "email": EMAIL, "language": "nb", **SPAN, **changes}


async def try_asking(client: AsyncClient, project_id: UUID, **changes: Any) -> Response:
    path = f"/v1/projects/{project_id}/contribution-links"
    return await client.post(path, json=link_body(**changes))


async def ask(client: AsyncClient, project_id: UUID, **changes: Any) -> Sent:
    answer = await try_asking(client, project_id, **changes)
    assert answer.status_code == 201, answer.text
    sent: Sent = answer.json()
    return sent


def token_of(sent: Sent) -> str:
    return str(sent["link"]).removeprefix("/c#")


async def links(client: AsyncClient, project_id: UUID) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/projects/{project_id}/contribution-links")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


@asynccontextmanager
async def stranger(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A browser that nobody is signed in with."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def exchange(client: AsyncClient, token: str) -> Response:
    return await client.post("/v1/contribution/session", json={"token": token})


async def opened(client: AsyncClient, sent: Sent) -> dict[str, Any]:
    answer = await exchange(client, token_of(sent))
    assert answer.status_code == 204, answer.text
    return await asked(client)


async def asked(client: AsyncClient) -> dict[str, Any]:
    answer = await client.get("/v1/contribution")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def say(client: AsyncClient, row: dict[str, Any], **said: Any) -> Response:
    return await client.put(
        f"/v1/contribution/rows/{row['period_id']}",
        json={"state": "reported", **said},
        headers=version(row),
    )


async def told(client: AsyncClient, row: dict[str, Any], **said: Any) -> dict[str, Any]:
    answer = await say(client, row, **said)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def hand_in(client: AsyncClient) -> dict[str, Any]:
    answer = await client.post("/v1/contribution/submission")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown
