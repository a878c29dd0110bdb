"""What could not be told is listed, tried again, and counted for who watches."""

from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import OutboxMessage

from .conftest import Tell, happened

UNHANDLED = "/v1/events/unhandled"
NOBODYS = "0193a000-0000-7000-8000-000000000001"


async def as_owner(session: AsyncSession, statement: str) -> None:
    await session.execute(text("RESET ROLE"))
    await session.execute(text(statement))
    await session.commit()


@pytest.fixture
async def poison(session: AsyncSession, tell: Tell) -> OutboxMessage:
    """An event that fails as often as it is tried, and one that does not."""
    # Stands in for whatever makes one event fail until it is mended.
    await as_owner(
        session,
        "ALTER TABLE notifications.notification"
        " ADD CONSTRAINT poison CHECK (topic <> 'poison.v1')",
    )
    event = happened(event_type="poison.v1")
    await tell(event, happened())
    for _ in range(5):
        await as_owner(session, "UPDATE common.inbox SET handled_at = '2026-01-01'")
        await tell()
    return event


async def unhandled(client: AsyncClient) -> list[UUID]:
    answer = await client.get(UNHANDLED, params={"with_total": True})
    assert answer.status_code == 200, answer.text
    return [UUID(one["id"]) for one in answer.json()["items"]]


async def figures(client: AsyncClient) -> dict[str, float]:
    answer = await client.get("/v1/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    lines = [one for one in answer.text.splitlines() if not one.startswith("#")]
    return {name: float(value) for name, value in (line.split(" ") for line in lines)}


async def test_what_nobody_could_be_told_of_is_listed_and_told_once_it_is_mended(
    client: AsyncClient,
    tell: Tell,
    session: AsyncSession,
    poison: OutboxMessage,
) -> None:
    (listed,) = (await client.get(UNHANDLED)).json()["items"]
    assert (listed["event_type"], listed["attempts"]) == ("poison.v1", 5)
    assert listed["last_error"] == "IntegrityError"
    assert (await figures(client))["bromost_events_parked"] == 1

    await as_owner(
        session, "ALTER TABLE notifications.notification DROP CONSTRAINT poison"
    )
    retried = await client.post(f"{UNHANDLED}/{poison.id}/retry")
    again = await client.post(f"{UNHANDLED}/{poison.id}/retry")
    waiting = await figures(client)
    await as_owner(
        session,
        "UPDATE common.inbox SET handled_at = '2026-01-01' WHERE state = 'failed'",
    )
    await tell()

    assert retried.json() == {"retried": 1, "left": 0}
    assert (again.status_code, again.json()["code"]) == (404, "not_found")
    assert (waiting["bromost_events_failed"], waiting["bromost_events_parked"]) == (
        1,
        0,
    )
    told = (await client.get("/v1/inbox")).json()["items"]
    assert [one["topic"] for one in told].count("poison.v1") == 1
    assert await unhandled(client) == []


async def test_all_of_them_are_tried_again_at_once(
    client: AsyncClient, poison: OutboxMessage
) -> None:
    assert await unhandled(client) == [poison.id]

    answer = await client.post(f"{UNHANDLED}/retry")

    assert answer.json() == {"retried": 1, "left": 0}
    assert (await client.post(f"{UNHANDLED}/retry")).json()["retried"] == 0


async def test_a_monitoring_system_reads_how_it_goes(
    client: AsyncClient, session: AsyncSession
) -> None:
    session.add(happened())
    await as_owner(session, "SELECT 1")

    found = await figures(client)

    assert found["bromost_events_waiting"] == 1
    assert found["bromost_events_oldest_seconds"] >= 0
    assert found['bromost_deliveries_pending{channel="email"}'] == 0
    assert found['bromost_deliveries_dead{channel="webhook"}'] == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", UNHANDLED),
        ("POST", f"{UNHANDLED}/{NOBODYS}/retry"),
        ("POST", f"{UNHANDLED}/retry"),
        ("GET", "/v1/metrics"),
    ],
)
async def test_others_do_not_look_after_it(
    officer: AsyncClient, method: str, path: str
) -> None:
    assert (await officer.request(method, path)).status_code == 403
