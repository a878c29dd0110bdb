"""S15: limits hold over all processes, and refuse without locking anybody out."""

import asyncio
import multiprocessing
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.errors import TooManyRequestsError
from bromost_common.limits import Limit, Limiter, forget_empty_buckets
from bromost_common.quick import QuickPool
from tests.contract.test_secrets import registry_process

CALLS = 3000
TEN = Limit("ten", 10, timedelta(minutes=1))


async def count_taken(url: str, calls: int) -> int:
    pool = QuickPool(url, role="bromost_api", size=8)
    limiter = Limiter(pool, {})

    async def call() -> bool:
        try:
            await limiter.take(TEN, "somebody")
        except TooManyRequestsError:
            return False
        return True

    try:
        return sum(await asyncio.gather(*(call() for _ in range(calls))))
    finally:
        await pool.close()


def process(url: str, calls: int) -> int:
    return asyncio.run(count_taken(url, calls))


@pytest.mark.committed
@pytest.mark.slow
def test_s15_ten_of_3000_calls_pass_over_two_processes(
    committed_database_url: str,
) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        share = [(committed_database_url, CALLS // 2)] * 2
        taken = pool.starmap(process, share)

    assert sum(taken) == 10


async def guess_at(urls: list[str], times: int) -> list[httpx.Response]:
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(AsyncClient(base_url=url, timeout=60))
            for url in urls
        ]
        guesses = (guess(clients[n % 2], "nobody@example.org") for n in range(times))
        return await asyncio.gather(*guesses)


@pytest.mark.committed
@pytest.mark.slow
def test_s15_ten_guesses_are_answered_by_two_registries_together(
    template_url: str, new_database: Callable[[str | None], str], tmp_path: Path
) -> None:
    database = new_database(make_url(template_url).database)
    with ExitStack() as stack:
        urls = [
            stack.enter_context(registry_process(database, tmp_path / name))
            for name in ("one", "two")
        ]
        answers = asyncio.run(guess_at(urls, 300))

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(401) == 10
    assert statuses.count(429) == 290


async def guess(client: AsyncClient, email: str) -> httpx.Response:
    body = {"email": email, "password": "a guess"}
    return await client.post("/v1/session", json=body)


async def test_s15_a_refusal_says_when_to_come_back(anonymous: AsyncClient) -> None:
    answers = [await guess(anonymous, "somebody@example.org") for _ in range(11)]

    first, refused = answers[0], answers[-1]
    assert first.headers["ratelimit-policy"] == '"sign_in";q=10;w=900'
    assert first.headers["ratelimit"].startswith('"sign_in";r=9;')
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert 0 < int(refused.headers["retry-after"]) <= 90
    assert refused.headers["ratelimit"].startswith('"sign_in";r=0;')


async def test_guesses_at_one_person_leave_the_others_alone(
    anonymous: AsyncClient,
) -> None:
    for _ in range(11):
        await guess(anonymous, "somebody@example.org")

    assert (await guess(anonymous, "else@example.org")).status_code == 401


async def test_buckets_name_nobody_and_empty_ones_are_forgotten(
    registry: FastAPI, anonymous: AsyncClient, session: AsyncSession
) -> None:
    await guess(anonymous, "somebody@example.org")
    kept = text("SELECT count(*), string_agg(r::text, '') FROM common.rate_limit r")
    await session.execute(text("RESET ROLE"))
    count, rows = (await session.execute(kept)).one()
    assert count == 2
    assert "somebody" not in rows

    await forget_empty_buckets(registry.state.sessions)
    await session.execute(text("RESET ROLE"))
    assert (await session.execute(kept)).one()[0] == 2
    past = "UPDATE common.rate_limit SET full_until = now() - interval '1 second'"
    await session.execute(text(past))
    await session.commit()
    await forget_empty_buckets(registry.state.sessions)
    await session.execute(text("RESET ROLE"))
    assert (await session.execute(kept)).one()[0] == 0
