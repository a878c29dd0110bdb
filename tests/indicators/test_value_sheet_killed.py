"""kill -9 while a sheet is stored: a part is there or not, and in the end all once."""

import asyncio
import csv
import io
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import httpx
import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bromost_api.app import create_app as create_registry
from bromost_api.settings import Settings as RegistrySettings
from bromost_common.auth import Role
from bromost_indicators.value_sheets.service import PER_BATCH
from tests.live import EMAIL, PASSWORD, free_port, register

from .many import MAKE

pytestmark = [pytest.mark.committed, pytest.mark.slow]
PATIENCE = 60
PLACES = 6
# A little more than one part of a sheet.
INDICATORS = PER_BATCH // (5 * (PLACES + 1)) + 10
VALUES = INDICATORS * 5 * (PLACES + 1)
_PLACE = """
    INSERT INTO indicators.place (id, project_id, name, original_language)
    SELECT gen_random_uuid(), :project, jsonb_build_object('en', 'Place ' || n), 'en'
    FROM generate_series(1, CAST(:count AS int)) n
"""
# Written after the entries, which wait uncommitted while somebody holds it.
HOLD = text("LOCK TABLE indicators.entry_step IN SHARE MODE")
IS_HELD_UP = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted"
    " AND relation = 'indicators.entry_step'::regclass"
)
WRITTEN = text(
    "SELECT (SELECT count(*) FROM indicators.entry) AS entries,"
    " (SELECT count(DISTINCT (period_id, place_id)) FROM indicators.entry) AS values,"
    " (SELECT count(*) FROM indicators.entry_step) AS steps,"
    " (SELECT sum(version - 1) FROM indicators.period) AS versions,"
    " (SELECT count(*) FROM indicators.history WHERE table_name = 'entry') AS kept"
)


class Service(NamedTuple):
    """A process of its own, and somebody who is signed in there."""

    process: asyncio.subprocess.Process
    client: AsyncClient


@pytest.fixture
async def owner(committed_database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(committed_database_url)
    yield engine
    await engine.dispose()


async def signed_in(url: str) -> str:
    await asyncio.to_thread(register, url, EMAIL, Role.ADMINISTRATOR)
    registry = create_registry(RegistrySettings(database_url=SecretStr(url)))
    async with (
        registry.router.lifespan_context(registry),
        AsyncClient(
            transport=ASGITransport(registry), base_url="http://test"
        ) as client,
    ):
        body = {"email": EMAIL, "password": PASSWORD}
        answer = await client.post("/v1/session", json=body)
        return answer.cookies["sid"]


@asynccontextmanager
async def service(url: str, cookie: str) -> AsyncIterator[Service]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        "BROMOST_DATABASE_URL": url,
        "BROMOST_PUBLIC_URL": address,
        "BROMOST_INDICATORS_PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bromost_indicators"),
        env=os.environ | environment,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with AsyncClient(
            base_url=address, cookies={"sid": cookie}, timeout=PATIENCE
        ) as client:
            await until_ready(client)
            yield Service(process, client)
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)


async def until_ready(client: AsyncClient) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                answer = await client.get("/health/ready")
            except httpx.TransportError:
                await asyncio.sleep(0.1)
                continue
            if answer.status_code == httpx.codes.OK:
                return


async def project(owner: AsyncEngine, indicators: int = INDICATORS) -> UUID:
    programme, project = uuid4(), uuid4()
    async with owner.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO api.programme (id, code, title)"
                """ VALUES (:id, 'P', '{"en": "P"}')"""
            ),
            {"id": programme},
        )
        await connection.execute(
            text(
                "INSERT INTO api.project (id, programme_id, code, title)"
                """ VALUES (:id, :programme, '8', '{"en": "Project"}')"""
            ),
            {"id": project, "programme": programme},
        )
        await connection.execute(text(MAKE), {"project": project, "count": indicators})
        await connection.execute(text(_PLACE), {"project": project, "count": PLACES})
    return project


async def filled(client: AsyncClient, project_id: UUID) -> bytes:
    """The project's sheet with a value of its own at every place of every period."""
    path = f"/v1/projects/{project_id}/value-sheet"
    answer = await client.get(path, params={"format": "csv", "every_place": "true"})
    assert answer.status_code == 200, answer.text
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    columns = [at for at, key in enumerate(rows[0]) if key.endswith("/value")]
    for number, row in enumerate(rows[4:]):
        for at in columns:
            row[at] = str(number * 1000 + at)
    sheet = io.StringIO()
    csv.writer(sheet).writerows(rows)
    return sheet.getvalue().encode()


async def send(
    client: AsyncClient, project_id: UUID, sheet: bytes, batch: int
) -> dict[str, int]:
    answer = await client.post(
        f"/v1/projects/{project_id}/value-sheet/batches",
        files={"file": ("values.csv", sheet, "text/csv")},
        data={"batch": str(batch)},
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["batches"] == 2
    counts = {name: one["values"] for name, one in told["counts"].items()}
    return {name: count for name, count in counts.items() if count}


async def written(owner: AsyncEngine) -> dict[str, Any]:
    async with owner.connect() as connection:
        return dict((await connection.execute(WRITTEN)).mappings().one())


def all_once(count: int) -> dict[str, int]:
    names = ("entries", "values", "steps", "versions", "kept")
    return dict.fromkeys(names, count)


async def until_held_up(owner: AsyncEngine) -> None:
    async with asyncio.timeout(PATIENCE), owner.connect() as connection:
        while not await connection.scalar(IS_HELD_UP):
            await connection.rollback()
            await asyncio.sleep(0.05)


async def test_a_sheet_that_was_cut_off_is_sent_again(
    owner: AsyncEngine, committed_database_url: str
) -> None:
    project_id = await project(owner)
    cookie = await signed_in(committed_database_url)
    async with service(committed_database_url, cookie) as first:
        sheet = await filled(first.client, project_id)
        stored = (await send(first.client, project_id, sheet, 0))["saved"]
        assert 0 < stored < VALUES
        async with owner.connect() as holder:
            await holder.execute(HOLD)
            sending = asyncio.create_task(send(first.client, project_id, sheet, 1))
            await until_held_up(owner)
            first.process.send_signal(signal.SIGKILL)
            await first.process.wait()
            with pytest.raises(httpx.TransportError):
                await sending
            await holder.rollback()

    assert await written(owner) == all_once(stored)
    async with service(committed_database_url, cookie) as second:
        outcomes = [await send(second.client, project_id, sheet, n) for n in (0, 1)]
        assert outcomes == [{"unchanged": stored}, {"saved": VALUES - stored}]
        assert await written(owner) == all_once(VALUES)
        outcomes = [await send(second.client, project_id, sheet, n) for n in (0, 1)]
        assert outcomes == [{"unchanged": stored}, {"unchanged": VALUES - stored}]
    assert await written(owner) == all_once(VALUES)
