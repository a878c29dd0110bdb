"""A worker that is killed while it writes an import leaves all of it or nothing."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.app import create_app
from bromost_api.settings import Settings
from bromost_common.auth import Role
from tests.conftest import SignIn

from .desk import add_organisation, add_programme

PROJECTS = 3000
COUNT = text("SELECT count(*) FROM api.project")
LONGEST_SECONDS = 120
COLUMNS = {
    "project_code": 0,
    "project_title": 1,
    "partners": 2,
    "year": 3,
    "amount": 4,
    "funder": 5,
}


def portfolio() -> bytes:
    lines = ["code,project,partners,year,amount,funder"]
    lines += [f"{n},Project {n},KS,2005,100,NORAD" for n in range(PROJECTS)]
    return "\n".join(lines).encode()


@pytest.fixture
async def registry(committed_database_url: str) -> AsyncIterator[FastAPI]:
    """The registry with a database of its own, in which commits are real."""
    app = create_app(Settings(database_url=SecretStr(committed_database_url)))
    async with app.router.lifespan_context(app):
        yield app


@contextlib.contextmanager
def worker(url: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bromost_api.worker"],
        env=os.environ | {"BROMOST_DATABASE_URL": url},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def reached(client: AsyncClient, path: str, *states: str) -> Any:
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        found = (await client.get(path)).json()
        if found["state"] in states:
            return found
        await asyncio.sleep(0.02)
    pytest.fail(f"not {states}: {found['state']}, {found['failure']}")


async def seed(session: AsyncSession) -> str:
    await add_organisation(session, "NORAD", "NO", kind="agency")
    await add_organisation(session, "KS", "NO")
    return str(await add_programme(session))


async def send_commit(client: AsyncClient, programme: str) -> str:
    """Take the file as far as its commit; the worker must be there."""
    files = {"file": ("big.csv", portfolio())}
    made = (await client.post("/v1/imports", files=files)).json()
    path = f"/v1/imports/{made['id']}"
    settings = {"columns": COLUMNS, "programme_id": programme, "currency": "NOK"}
    match = {"If-Match": f'"{made["version"]}"'}
    await client.put(f"{path}/mapping", json=settings, headers=match)
    ready = await reached(client, path, "analysed")
    match = {"If-Match": f'"{ready["version"]}"'}
    wanted = {"mode": "all_or_nothing"}
    answer = await client.post(f"{path}/commit", json=wanted, headers=match)
    assert answer.status_code == 202, answer.text
    return path


async def test_killed_worker_leaves_all_or_nothing_and_the_next_one_ends_it(
    registry: FastAPI, sign_in: SignIn, committed_database_url: str
) -> None:
    async with registry.state.sessions.begin() as session:
        programme = await seed(session)
    transport = ASGITransport(registry)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        await sign_in(client, Role.PROGRAMME_OFFICER)
        with worker(committed_database_url) as first:
            path = await send_commit(client, programme)
            await asyncio.sleep(0.4)
            first.kill()
        async with registry.state.sessions() as session:
            assert await session.scalar(COUNT) in {0, PROJECTS}
        with worker(committed_database_url):
            done = await reached(client, path, "committed", "failed")
        async with registry.state.sessions() as session:
            written = await session.scalar(COUNT)

    assert done["state"] == "committed"
    assert written == PROJECTS
