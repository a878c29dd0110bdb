"""S17: what has been kept for as long as was promised goes, and is reported."""

from datetime import date
from uuid import uuid4

from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.personal_data import TABLES
from bromost_common.context import working
from bromost_common.privacy.keeping import keep_promises

NIGHT = date(2006, 6, 30)
COUNTS = text(
    "SELECT (SELECT count(*) FROM api.reset_request) AS asked,"
    " (SELECT count(*) FROM api.session) AS sessions,"
    " (SELECT count(*) FROM common.idempotency) AS answers"
)


async def counts(session: AsyncSession) -> tuple[int, int, int]:
    await session.execute(text("RESET ROLE"))
    row = (await session.execute(COUNTS)).one()
    return row.asked, row.sessions, row.answers


async def forget(registry: FastAPI) -> dict[str, int]:
    sessions = working(registry.state.sessions, "worker")
    return await keep_promises(sessions, "api", TABLES, NIGHT)


async def test_s17_what_is_old_goes_and_what_is_in_use_stays(
    registry: FastAPI, client: AsyncClient, session: AsyncSession
) -> None:
    await client.post("/v1/password-reset", json={"email": "nobody@example.org"})
    body = {"kind": "municipality", "name": "Mostar"}
    key = {"Idempotency-Key": str(uuid4())}
    await client.post("/v1/organisations", json=body, headers=key)

    assert not any((await forget(registry)).values())
    assert await counts(session) == (1, 1, 1)
    for change in (
        "api.reset_request SET created_at = now() - interval '25 hours'",
        "api.session SET idle_until = now() - interval '31 days'",
        "common.idempotency SET created_at = now() - interval '25 hours'",
    ):
        await session.execute(text(f"UPDATE {change}"))
    await session.commit()
    deleted = await forget(registry)

    assert await counts(session) == (0, 0, 0)
    assert {table for table, count in deleted.items() if count} == {
        "api.reset_request", "api.session", "common.idempotency",
    }  # fmt: skip


async def test_s17_a_night_that_is_run_twice_is_reported_as_once(
    registry: FastAPI, client: AsyncClient, session: AsyncSession
) -> None:
    await client.post("/v1/password-reset", json={"email": "nobody@example.org"})
    past = "UPDATE api.reset_request SET created_at = now() - interval '2 days'"
    await session.execute(text("RESET ROLE"))
    await session.execute(text(past))
    await session.commit()

    first = await forget(registry)
    second = await forget(registry)

    assert (first["api.reset_request"], second["api.reset_request"]) == (1, 0)
    runs = (await client.get("/v1/retention-runs?limit=100")).json()["items"]
    reported = {run["table_name"]: run["deleted"] for run in runs}
    assert reported["api.reset_request"] == 1
    assert set(reported) == set(first)
    assert {run["ran_on"] for run in runs} == {"2006-06-30"}


async def test_only_who_looks_after_personal_data_reads_the_runs(
    reader: AsyncClient,
) -> None:
    assert (await reader.get("/v1/retention-runs")).status_code == 403
