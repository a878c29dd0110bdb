"""kill -9 at the worst moment: all of an import is there, or nothing of it."""

import asyncio
import signal
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from tests.api.killing import PATIENCE, signed_in, until_held_up, worker

from .desk import (
    PORTFOLIO,
    Desk,
    add_programme,
    add_reference_organisations,
    components,
)

pytestmark = [pytest.mark.committed, pytest.mark.slow]
# Written last, so everything else waits uncommitted while somebody holds it.
HOLD = text("LOCK TABLE api.import_change IN SHARE MODE")
WRITTEN = text(
    "SELECT (SELECT count(*) FROM api.project), (SELECT count(*) FROM api.budget_line),"
    " (SELECT count(*) FROM api.partnership), (SELECT count(*) FROM api.import_change),"
    " (SELECT count(*) FROM common.outbox WHERE object_type = 'import')"
)


async def wait_for(desk: Desk, made: dict[str, Any], state: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await desk.get(made))["state"] != state:  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.1)


async def written(owner: AsyncEngine) -> tuple[int, ...]:
    async with owner.connect() as connection:
        return tuple((await connection.execute(WRITTEN)).one())


async def analysed(desk: Desk, owner: AsyncEngine) -> dict[str, Any]:
    async with AsyncSession(owner) as session:
        await add_reference_organisations(session)
        programme = await add_programme(session)
        await session.commit()
    made: dict[str, Any] = await desk.uploaded(PORTFOLIO.read_bytes())
    answer = await desk.map(
        made,
        columns=made["suggestion"]["columns"],
        programme_id=str(programme),
        home_country="NO",
        currency="NOK",
        name_decisions=components(),
    )
    assert answer.status_code == 202, answer.text
    await wait_for(desk, made, "analysed")
    return made


async def test_a_killed_commit_leaves_nothing_and_is_done_again(
    service: FastAPI, owner: AsyncEngine, committed_database_url: str
) -> None:
    async with signed_in(service) as client, owner.connect() as holder:
        desk = Desk(client, service)
        first = await worker(committed_database_url)
        made = await analysed(desk, owner)

        await holder.execute(HOLD)
        assert (await desk.commit(await desk.get(made))).status_code == 202
        await until_held_up(owner, "api.import_change")
        first.send_signal(signal.SIGKILL)
        await first.wait()
        await holder.rollback()

        assert await written(owner) == (0, 0, 0, 0, 0)
        assert (await desk.get(made))["state"] == "committing"
        second = await worker(committed_database_url)
        await wait_for(desk, made, "committed")
        second.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(second.wait(), PATIENCE) == 0

    projects, lines, partnerships, changes, events = await written(owner)
    assert (projects, lines, events) == (35, 55, 1)
    assert partnerships
    assert changes
