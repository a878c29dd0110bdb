"""Traces of signing in and stored answers do not stay for ever."""

from uuid import uuid4

from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.jobs import forget
from bromost_common.retention import purge_answers

COUNTS = text(
    "SELECT (SELECT count(*) FROM api.sign_in_failure) AS failures,"
    " (SELECT count(*) FROM api.session) AS sessions,"
    " (SELECT count(*) FROM common.idempotency) AS answers"
)


async def counts(session: AsyncSession) -> tuple[int, int, int]:
    row = (await session.execute(COUNTS)).one()
    return row.failures, row.sessions, row.answers


async def test_what_is_old_goes_and_what_is_in_use_stays(
    registry: FastAPI, officer: AsyncClient, session: AsyncSession
) -> None:
    wrong = {"email": "nobody@example.org", "password": "a guess"}
    await officer.post("/v1/session", json=wrong)
    body = {"kind": "municipality", "name": "Mostar"}
    key = {"Idempotency-Key": str(uuid4())}
    await officer.post("/v1/organisations", json=body, headers=key)

    await forget(registry.state.sessions)
    await purge_answers(registry.state.sessions)
    assert await counts(session) == (1, 1, 1)
    for change in (
        "api.sign_in_failure SET created_at = now() - interval '25 hours'",
        "api.session SET idle_until = now() - interval '31 days'",
        "common.idempotency SET created_at = now() - interval '25 hours'",
    ):
        await session.execute(text(f"UPDATE {change}"))
    await session.commit()
    await forget(registry.state.sessions)
    await purge_answers(registry.state.sessions)

    assert await counts(session) == (0, 0, 0)
