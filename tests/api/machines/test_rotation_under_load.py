"""S4: signing keys follow each other while clients work, and no call fails."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bromost_api.tokens.jobs import keep_keys
from bromost_common.access_tokens import PublishedKeys
from bromost_common.auth import Role
from bromost_common.context import ContextSession, working
from bromost_common.db import SessionMaker, create_engine, session_maker
from bromost_common.secrets_at_rest import SecretBox
from tests.live import EMAIL, PASSWORD, build, free_port, register, served

pytestmark = [pytest.mark.committed, pytest.mark.slow]

CLIENTS = 6
ROTATIONS = 3
_LET_PASS = text(
    "UPDATE api.signing_key SET signs_from = signs_from - CAST(:passed AS interval)"
)


async def look_after_keys(sessions: SessionMaker) -> None:
    box = SecretBox.of(SecretStr(os.environ["BROMOST_SECRET_KEY"]))
    await keep_keys(box, working(sessions, "worker"))


async def let_pass(engine: AsyncEngine, passed: timedelta) -> None:
    async with engine.begin() as connection:
        await connection.execute(_LET_PASS, {"passed": passed})


def new_client(url: str) -> tuple[str, str]:
    with httpx.Client(base_url=f"{url}/api/registry/v1") as browser:
        signed_in = browser.post(
            "/session", json={"email": EMAIL, "password": PASSWORD}
        )
        assert signed_in.is_success, signed_in.text
        body = {
            "kind": "client",
            "name": "Under load",
            "permissions": ["project.read", "result.read"],
            "lifetime_days": 1,
        }
        made = browser.post("/machines", json=body)
        assert made.is_success, made.text
        return made.json()["machine"]["id"], made.json()["secret"]


async def work(url: str, client: tuple[str, str], until: asyncio.Event) -> list[int]:
    """Get tokens and use them, each also a second time somewhat later."""
    statuses: list[int] = []
    async with httpx.AsyncClient(base_url=url) as http:
        old: str | None = None
        while not until.is_set():
            answer = await http.post(
                "/api/registry/v1/token",
                data={
                    "grant_type": "client_credentials",
                    "resource": f"{url}/api/registry",
                },
                auth=client,
            )
            statuses.append(answer.status_code)
            token = answer.json().get("access_token", "")
            for one in (token, old or token):
                used = await http.get(
                    "/api/registry/v1/projects",
                    headers={"Authorization": f"Bearer {one}"},
                )
                statuses.append(used.status_code)
            old = token
            # No faster than the token endpoint lets one network ask.
            await asyncio.sleep(1)
    return statuses


async def rotate(owner_url: str) -> None:
    owner = create_async_engine(owner_url, poolclass=NullPool)
    engine = create_engine(owner_url, role="bromost_api", pool_size=1)
    sessions = session_maker(engine, ContextSession)
    for _ in range(ROTATIONS):
        await let_pass(owner, timedelta(days=29))
        await look_after_keys(sessions)
        await asyncio.sleep(0.6)
        await let_pass(owner, timedelta(days=1))
        # Longer than a client keeps a token, as the quarter of an hour is.
        await asyncio.sleep(3)
    await engine.dispose()
    await owner.dispose()


def test_s4_keys_rotate_under_load_without_a_failure(
    template_url: str,
    new_database: Callable[[str | None], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database_url = new_database(make_url(template_url).database)
    register(database_url, EMAIL, Role.ADMINISTRATOR)
    port = free_port()
    app = build(database_url, public_url=f"http://127.0.0.1:{port}")

    # Days pass in less than a second here: so does the time that keys are cached.
    monkeypatch.setattr(PublishedKeys, "FRESH_SECONDS", 0.1)

    async def all_at_once(url: str, client: tuple[str, str]) -> list[Any]:
        done = asyncio.Event()
        working_clients = [
            asyncio.create_task(work(url, client, done)) for _ in range(CLIENTS)
        ]
        await rotate(database_url)
        done.set()
        found = await asyncio.gather(*working_clients)
        return [status for one in found for status in one]

    with served(app, port=port) as url:
        started = time.monotonic()
        statuses = asyncio.run(all_at_once(url, new_client(url)))

    assert time.monotonic() - started < 60
    assert len(statuses) > CLIENTS * 6
    assert set(statuses) == {200}


def test_keys_that_may_be_known_elsewhere_are_replaced_by_a_command(
    template_url: str, new_database: Callable[[str | None], str]
) -> None:
    database_url = new_database(make_url(template_url).database)
    register(database_url, EMAIL, Role.ADMINISTRATOR)
    port = free_port()
    app = build(database_url, public_url=f"http://127.0.0.1:{port}")

    with served(app, port=port) as url:
        client = new_client(url)
        old = token(url, client)
        command = [sys.executable, "-m", "bromost", "replace-signing-keys"]
        environment = os.environ | {"BROMOST_DATABASE_URL": database_url}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
    with served(
        build(database_url, public_url=f"http://127.0.0.1:{port}"), port=port
    ) as url:
        statuses = [reading(url, one) for one in (old, token(url, client))]

    assert done.returncode == 0, done.stderr
    assert statuses == [401, 200]


def token(url: str, client: tuple[str, str]) -> str:
    form = {"grant_type": "client_credentials", "resource": f"{url}/api/registry"}
    answer = httpx.post(f"{url}/api/registry/v1/token", data=form, auth=client)
    return str(answer.json()["access_token"])


def reading(url: str, bearer: str) -> int:
    header = {"Authorization": f"Bearer {bearer}"}
    return httpx.get(f"{url}/api/registry/v1/projects", headers=header).status_code
