"""Quick reads share connections, but never what somebody else sees."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from asyncpg import DivisionByZeroError, PostgresError

from bromost_common.auth import NOBODY, Context, Reach
from bromost_common.db import new_id
from bromost_common.quick import QuickPool

SEEN = (
    "SELECT coalesce(current_setting('bromost.reads', true), '') AS reads,"
    " coalesce(current_setting('bromost.funds', true), '') AS funds"
)
EVERYBODY = Context(reads=Reach(everywhere=True))


@pytest.fixture
async def quick(database_url: str) -> AsyncIterator[QuickPool]:
    pool = QuickPool(database_url, role="bromost_api", size=2, patience=2)
    yield pool
    await pool.close()


def reading(scope: UUID) -> Context:
    return Context(reads=Reach(scopes=frozenset([scope])))


def funding(scope: UUID) -> Context:
    return Context(reads=Reach(funded=frozenset([scope])))


async def test_each_reader_has_its_own_sight(quick: QuickPool) -> None:
    scopes = [new_id() for _ in range(5)]
    readers = [*map(reading, scopes), *map(funding, scopes), EVERYBODY, NOBODY]
    expected = [
        *((f"{{{scope}}}", "{}") for scope in scopes),
        *(("{}", f"{{{scope}}}") for scope in scopes),
        ("*", "{}"),
        ("", ""),
    ]
    for _ in range(3):
        found = await asyncio.gather(*(quick.row_as(one, SEEN) for one in readers))

        assert [(row["reads"], row["funds"]) for row in found] == expected


async def test_a_refused_statement_leaves_no_sight_behind(quick: QuickPool) -> None:
    first, second = reading(new_id()), reading(new_id())
    for _ in range(3):
        with pytest.raises(DivisionByZeroError):
            await quick.row_as(first, "SELECT 1 / 0")
        seen = await quick.row_as(second, SEEN)

        assert str(next(iter(second.reads.scopes))) in seen["reads"]
        assert str(next(iter(first.reads.scopes))) not in seen["reads"]


async def test_who_gives_up_or_is_cut_off_does_not_block_others(
    quick: QuickPool,
) -> None:
    for _ in range(4):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(
                quick.row_as(EVERYBODY, "SELECT pg_sleep(9)"), timeout=0.05
            )
        with pytest.raises(PostgresError):
            await quick.row_as(
                EVERYBODY, "SELECT pg_terminate_backend(pg_backend_pid())"
            )

    assert (await quick.row_as(EVERYBODY, SEEN))["reads"] == "*"
    assert (await quick.row(SEEN))["reads"] == ""


async def test_no_more_connections_are_made_than_it_may_have(quick: QuickPool) -> None:
    mine = "SELECT pg_backend_pid() AS pid FROM pg_sleep(0.01)"
    rows = await asyncio.gather(*(quick.row(mine) for _ in range(20)))

    assert len({row["pid"] for row in rows}) == 2
