"""A worker of the registry in a process of its own, to be killed midway."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_api.accounts.schemas import AccountCreate
from bromost_api.accounts.service import AccountService
from bromost_common.auth import Role
from bromost_common.context import working
from tests.conftest import PASSWORD, ROOT

PATIENCE = 60
_IS_HELD_UP = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = to_regclass(:table)"
)


@asynccontextmanager
async def signed_in(service: FastAPI) -> AsyncIterator[AsyncClient]:
    email = "officer@example.org"
    async with working(service.state.sessions, "test").begin() as session:
        await AccountService(session, service.state.access).register(
            AccountCreate(
                email=email,
                display_name="Officer",
                password=SecretStr(PASSWORD),
                role=Role.PROGRAMME_MANAGER,
            )
        )
    transport = ASGITransport(service)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        body = {"email": email, "password": PASSWORD}
        assert (await client.post("/v1/session", json=body)).status_code == 200
        yield client


async def worker(url: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bromost_api.worker",
        env=os.environ | {"BROMOST_DATABASE_URL": url},
        cwd=ROOT,
        stderr=asyncio.subprocess.DEVNULL,
    )


async def until_held_up(owner: AsyncEngine, table: str) -> None:
    """Until somebody waits to write what is written last."""
    async with asyncio.timeout(PATIENCE), owner.connect() as connection:
        while not await connection.scalar(_IS_HELD_UP, {"table": table}):
            await connection.rollback()
            await asyncio.sleep(0.1)
