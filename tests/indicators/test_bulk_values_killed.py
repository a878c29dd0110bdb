"""kill -9 while a file of values is stored: all of it or nothing, and again once."""

import asyncio
import signal
from uuid import UUID

import httpx
import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bromost_indicators.entries.recording import AT_ONCE

from .test_bulk_values import counts, sent
from .test_value_sheet_killed import (
    HOLD,
    PLACES,
    all_once,
    owner,
    project,
    service,
    signed_in,
    until_held_up,
    written,
)

pytestmark = [pytest.mark.committed, pytest.mark.slow]
__all__ = ["owner"]
# A little more than is on its way to the database at once.
INDICATORS = AT_ONCE // (5 * (PLACES + 1)) + 2
VALUES = INDICATORS * 5 * (PLACES + 1)
_ADDRESSES = text(
    "SELECT p.indicator_id, p.starts_on, p.ends_on, l.id FROM indicators.period p"
    " CROSS JOIN (SELECT id FROM indicators.place UNION ALL SELECT NULL) l"
    " ORDER BY p.indicator_id, p.starts_on"
)


async def file_of(owner: AsyncEngine) -> str:
    """A value for each place of each period."""
    async with owner.connect() as connection:
        found = (await connection.execute(_ADDRESSES)).all()
    lines = [
        f"{indicator},{first},{last},{place or ''},{number}"
        for number, (indicator, first, last, place) in enumerate(found, 1)
    ]
    return "\n".join(["indicator_id,starts_on,ends_on,place_id,value", *lines])


async def interrupted(owner: AsyncEngine, url: str, cookie: str, project: UUID) -> None:
    async with service(url, cookie) as first, owner.connect() as holder:
        await holder.execute(HOLD)
        sending = asyncio.create_task(sent(first.client, project, await file_of(owner)))
        await until_held_up(owner)
        first.process.send_signal(signal.SIGKILL)
        await first.process.wait()
        with pytest.raises(httpx.TransportError):
            await sending
        await holder.rollback()


async def both(client: AsyncClient, project: UUID, file: str) -> list[int]:
    """Sent by two at once, as by somebody who lost patience: how many each stored."""
    told = await asyncio.gather(*(sent(client, project, file) for _ in range(2)))
    assert {sum(counts(one)[:2]) for one in told} == {VALUES}
    return sorted(one["saved"] for one in told)


async def test_a_file_that_was_cut_off_is_sent_again(
    owner: AsyncEngine, committed_database_url: str
) -> None:
    project_id = await project(owner, INDICATORS)
    cookie = await signed_in(committed_database_url)
    await interrupted(owner, committed_database_url, cookie, project_id)
    assert (await written(owner))["entries"] == 0

    async with service(committed_database_url, cookie) as second:
        stored = await both(second.client, project_id, await file_of(owner))

    assert stored == [0, VALUES]
    assert await written(owner) == all_once(VALUES)
