"""kill -9 when a file is all but written: it is made again, once, and is the same."""

import asyncio
import signal
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from tests.api.killing import PATIENCE, signed_in, until_held_up, worker
from tests.api.ks_portfolio import Loader

from .press import PATH, Press

pytestmark = [pytest.mark.committed, pytest.mark.slow]
# Written last, so everything else is done while somebody holds it.
HOLD = text("LOCK TABLE api.rendering_chunk IN SHARE MODE")
WRITTEN = text(
    "SELECT (SELECT count(*) FROM api.rendering),"
    " (SELECT count(DISTINCT file_id) FROM api.rendering_chunk)"
)


async def ready(press: Press, asked: dict[str, Any]) -> bytes:
    """The file, as soon as another process has made it."""
    async with asyncio.timeout(PATIENCE * 2):
        while (await press.get(asked))["state"] != "ready":  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.1)
    answer = await press.client.get(f"{PATH}/{asked['id']}/content")
    return answer.content


async def test_a_killed_worker_leaves_no_half_file_and_another_makes_the_same(
    service: FastAPI, owner: AsyncEngine, committed_database_url: str
) -> None:
    async with signed_in(service) as client:
        async with AsyncSession(owner) as session:
            await Loader(client, session).load()
            await session.commit()
        press = Press(client, service)
        first = await worker(committed_database_url)
        calm = await ready(press, await press.ask("docx"))
        async with owner.connect() as holder:
            await holder.execute(HOLD)
            asked = await press.ask("docx")
            await until_held_up(owner, "api.rendering_chunk")
            first.send_signal(signal.SIGKILL)
            await first.wait()
            killed = await press.get(asked)
            content = await client.get(f"{PATH}/{asked['id']}/content")

        second = await worker(committed_database_url)
        made = await ready(press, asked)
        second.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(second.wait(), PATIENCE) == 0

    assert (killed["state"], content.status_code) == ("working", 409)
    assert made == calm
    async with owner.connect() as connection:
        assert tuple((await connection.execute(WRITTEN)).one()) == (2, 2)
