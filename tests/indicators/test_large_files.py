"""A large file in a process of its own: no memory for it, nothing left by kill -9."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from .files import fetched, upload, uploaded
from .test_value_sheet_killed import PATIENCE, service, signed_in

pytestmark = [pytest.mark.committed, pytest.mark.slow]
LARGE = 50_000_000
# Chunks, buffers of the network and of the database; far less than the file.
ROOM = 20_000_000
HOLD = text("LOCK TABLE indicators.file_chunk IN SHARE MODE")
IS_HELD_UP = text(
    "SELECT count(*) FROM pg_locks WHERE NOT granted"
    " AND relation = 'indicators.file_chunk'::regclass"
)
LEFT = text(
    "SELECT (SELECT count(*) FROM indicators.file),"
    " (SELECT count(*) FROM indicators.file_chunk)"
)


@pytest.fixture
async def owner(
    committed_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[AsyncEngine]:
    monkeypatch.setenv("BROMOST_MAX_FILE_BYTES", str(LARGE))
    monkeypatch.setenv("BROMOST_INDICATORS_MAX_UPLOAD_BYTES", str(LARGE + 100_000))
    engine = create_async_engine(committed_database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def project_id(owner: AsyncEngine) -> UUID:
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
    return project


def lines(size: int) -> bytes:
    return os.urandom(size // 2).hex().encode()[:size]


def highest_memory(pid: int) -> int:
    """The most that the process has held so far, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    told = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(told.split()[1]) * 1024


async def until_held_up(owner: AsyncEngine) -> None:
    async with asyncio.timeout(PATIENCE), owner.connect() as connection:
        while not await connection.scalar(IS_HELD_UP):
            await connection.rollback()
            await asyncio.sleep(0.05)


async def there_and_back(client: AsyncClient, project_id: UUID, content: bytes) -> None:
    file = await uploaded(client, project_id, content, "measurements.txt")
    assert (await fetched(client, file)).content == content


async def test_a_large_file_needs_no_memory(
    owner: AsyncEngine, committed_database_url: str, project_id: UUID
) -> None:
    del owner  # It sets the limits.
    cookie = await signed_in(committed_database_url)
    async with service(committed_database_url, cookie) as running:
        await there_and_back(running.client, project_id, lines(2_000_000))
        before = highest_memory(running.process.pid)
        await there_and_back(running.client, project_id, lines(LARGE))
        grown = highest_memory(running.process.pid) - before

        over = await upload(running.client, project_id, lines(LARGE + 2), "a.txt")

    assert grown < ROOM, f"{grown} bytes more"
    assert (over.status_code, over.json()["code"]) == (422, "file_too_large")


async def test_a_file_that_was_cut_off_is_not_there(
    owner: AsyncEngine, committed_database_url: str, project_id: UUID
) -> None:
    cookie = await signed_in(committed_database_url)
    content = lines(3_000_000)
    async with (
        service(committed_database_url, cookie) as first,
        owner.connect() as holder,
    ):
        await holder.execute(HOLD)
        sending = asyncio.create_task(
            upload(first.client, project_id, content, "a.txt")
        )
        await until_held_up(owner)
        first.process.send_signal(signal.SIGKILL)
        await first.process.wait()
        with pytest.raises(httpx.TransportError):
            await sending
        await holder.rollback()
    async with owner.connect() as connection:
        assert tuple((await connection.execute(LEFT)).one()) == (0, 0)

    async with service(committed_database_url, cookie) as second:
        await there_and_back(second.client, project_id, content)
        await there_and_back(second.client, project_id, content)
    async with owner.connect() as connection:
        assert tuple((await connection.execute(LEFT)).one()) == (1, 12)
