"""Programs that call the services, as third parties write them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

ADDRESS = "http://test"
ISSUER = "http://127.0.0.1:8000"
AUDIENCES = {
    mount: f"{ISSUER}/api/{mount}"
    for mount in ("registry", "indicators", "notifications")
}


def wanted(**changes: Any) -> dict[str, Any]:
    """A key that reads projects and organisations for a month."""
    return {
        "kind": "api_key",
        "name": "Nightly report",
        "permissions": ["project.read", "organisation.read"],
        "lifetime_days": 30,
    } | changes


async def issue(person: AsyncClient, **changes: Any) -> dict[str, Any]:
    """A new key of `person` with its secret."""
    answer = await person.post("/v1/machines", json=wanted(**changes))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@asynccontextmanager
async def program(
    app: FastAPI, bearer: str | None, *, address: str = "127.0.0.1"
) -> AsyncIterator[AsyncClient]:
    """A program without cookies that calls from `address`."""
    transport = ASGITransport(app, raise_app_exceptions=False, client=(address, 1))
    async with AsyncClient(transport=transport, base_url=ADDRESS) as client:
        if bearer is not None:
            client.headers["Authorization"] = f"Bearer {bearer}"
        yield client


async def get(
    app: FastAPI, bearer: str | None, path: str = "/v1/projects", **options: Any
) -> Response:
    async with program(app, bearer, **options) as client:
        return await client.get(path)


async def ask_token(
    app: FastAPI, *, address: str = "127.0.0.1", auth: Any = None, **form: str
) -> Response:
    """What the token endpoint says to a form."""
    async with program(app, None, address=address) as client:
        given = {
            "grant_type": "client_credentials",
            "resource": AUDIENCES["registry"],
        }
        return await client.post("/v1/token", data=given | form, auth=auth)


async def token_of(app: FastAPI, client: dict[str, Any], **form: str) -> str:
    answer = await ask_token(
        app,
        client_id=client["machine"]["id"],
        client_secret=client["secret"],
        **form,
    )
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])
