"""A repeated request gets the first one's answer, and acts once."""

import asyncio
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text

from bromost_common.db import create_engine, new_id, session_maker
from bromost_common.web.session import Session

COUNT = text("SELECT count(*) FROM common.outbox")
INSERT = text(
    "INSERT INTO common.outbox (id, event_type, object_type, object_id, payload)"
    " VALUES (:id, 'thing.made.v1', 'thing', :id, '{}')"
)


@pytest.fixture
def made(registry: FastAPI) -> FastAPI:
    """The registry with one route that leaves a row behind each time it acts."""

    @registry.post("/v1/things", status_code=201)
    async def make(session: Session, *, fail: bool = False) -> dict[str, str]:
        made = new_id()
        await session.execute(INSERT, {"id": made})
        if fail:
            raise RuntimeError
        return {"id": str(made)}

    return registry


@pytest.fixture
def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


async def test_second_request_is_answered_from_memory(
    made: FastAPI, anonymous: AsyncClient, key: dict[str, str]
) -> None:
    first = await anonymous.post("/v1/things", headers=key)
    second = await anonymous.post("/v1/things", headers=key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"
    async with made.state.sessions() as session:
        assert await session.scalar(COUNT) == 1


async def test_key_with_another_request_is_refused(
    made: FastAPI, anonymous: AsyncClient, key: dict[str, str]
) -> None:
    assert made
    await anonymous.post("/v1/things", headers=key)

    answer = await anonymous.post("/v1/things", headers=key, json={"other": 1})

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "idempotency_key_reused",
    )


async def test_failed_request_leaves_nothing_and_may_be_repeated(
    made: FastAPI, anonymous: AsyncClient, key: dict[str, str]
) -> None:
    failed = await anonymous.post("/v1/things?fail=true", headers=key)
    async with made.state.sessions() as session:
        assert await session.scalar(COUNT) == 0
    again = await anonymous.post("/v1/things", headers=key)

    assert (failed.status_code, again.status_code) == (500, 201)


async def test_key_too_long_is_refused(made: FastAPI, anonymous: AsyncClient) -> None:
    assert made
    answer = await anonymous.post("/v1/things", headers={"Idempotency-Key": "k" * 201})

    assert answer.json()["fields"][0]["code"] == "invalid_idempotency_key"


async def test_simultaneous_requests_act_once(
    made: FastAPI, committed_database_url: str, key: dict[str, str]
) -> None:
    engine = create_engine(committed_database_url, role="bromost_api", task="test")
    made.state.sessions = session_maker(engine)
    async with AsyncClient(
        transport=ASGITransport(made), base_url="http://test"
    ) as client:
        answers = await asyncio.gather(
            *(client.post("/v1/things", headers=key) for _ in range(5))
        )
    async with made.state.sessions() as session:
        count = await session.scalar(COUNT)
    await engine.dispose()

    assert {a.status_code for a in answers} == {201}
    assert len({a.text for a in answers}) == 1
    assert count == 1
