"""People are told what becomes of their roles and invitations; nobody else is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.reminders.jobs import remind
from bromost_common.context import working
from tests.notifications.conftest import Tell
from tests.notifications.test_inbox import inbox

TODAY = datetime.now(UTC).date()


@pytest.fixture
async def registry_as(registry: FastAPI) -> Any:
    """The registry, for whoever is signed in at the inbox."""

    def registry_as(somebody: AsyncClient) -> AsyncClient:
        transport = ASGITransport(registry, raise_app_exceptions=False)
        return AsyncClient(
            transport=transport, base_url="http://test", cookies=somebody.cookies
        )

    return registry_as


@pytest.fixture
def due(registry: FastAPI, tell: Tell) -> Tell:
    """The worker reminds of what is due, and the relay takes it further."""

    async def due() -> None:
        await remind(working(registry.state.sessions, "worker"))
        await tell()

    return due


async def account(registry_as: Any, somebody: AsyncClient) -> str:
    async with registry_as(somebody) as http:
        return str((await http.get("/v1/session")).json()["account"]["id"])


async def topics(somebody: AsyncClient) -> list[str]:
    return [one["topic"] for one in await inbox(somebody)]


async def give(
    registry_as: Any, giver: AsyncClient, person: str, last: date | None = None
) -> dict[str, Any]:
    role = {"role": "auditor", "scope_type": "installation", "scope_id": None}
    body = role | {"valid_to": last and last.isoformat()}
    async with registry_as(giver) as http:
        answer = await http.post(f"/v1/people/{person}/roles", json=body)
    assert answer.status_code == 201, answer.text
    given: dict[str, Any] = answer.json()
    return given


async def end(
    registry_as: Any, giver: AsyncClient, role: dict[str, Any], last: date | None
) -> None:
    path = f"/v1/people/{role['account']['id']}/roles/{role['id']}/end"
    async with registry_as(giver) as http:
        body = {"valid_to": last and last.isoformat()}
        answer = await http.post(path, json=body)
    assert answer.status_code == 204, answer.text


async def test_a_role_given_changed_and_taken_away_is_told_to_who_has_it_alone(
    client: AsyncClient,
    reader: AsyncClient,
    officer: AsyncClient,
    registry_as: Any,
    tell: Tell,
) -> None:
    me = await account(registry_as, reader)
    role = await give(registry_as, client, me)
    await tell()
    assert await topics(reader) == ["role.given.v1"]
    (told,) = await inbox(reader)
    assert told["params"] == {
        "role": "auditor",
        "scope_name": None,
        "original_language": None,
        "valid_to": None,
        "change": "everywhere",
    }
    later = TODAY + timedelta(days=40)
    await end(registry_as, client, role, later)
    await end(registry_as, client, role, None)
    await tell()

    assert await topics(reader) == ["role.ended.v1", "role.changed.v1", "role.given.v1"]
    assert (await inbox(reader))[1]["params"]["valid_to"] == later.isoformat()
    assert await topics(officer) == await topics(client) == []


async def test_nobody_is_told_of_a_role_that_ended_before_as_asked_again(
    client: AsyncClient, reader: AsyncClient, registry_as: Any, tell: Tell
) -> None:
    role = await give(registry_as, client, await account(registry_as, reader))
    for _ in range(2):
        await end(registry_as, client, role, TODAY)
    await tell()

    assert await topics(reader) == ["role.changed.v1", "role.given.v1"]


@pytest.mark.parametrize(
    ("lasts", "told"),
    [
        ((-30, 14), True),
        ((-30, 0), True),
        ((-30, 15), False),
        ((-30, -1), False),
        ((-2, 5), False),
    ],
)
async def test_a_role_that_is_about_to_end_is_told_once(
    reader: AsyncClient,
    registry_as: Any,
    session: AsyncSession,
    due: Tell,
    lasts: tuple[int, int],
    *,
    told: bool,
) -> None:
    first, last = (TODAY + timedelta(days=days) for days in lasts)
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE api.role_assignment SET valid_from = CAST(:first AS date),"
            " valid_to = CAST(:last AS date) WHERE account_id = CAST(:me AS uuid)"
        ),
        {"first": first, "last": last, "me": await account(registry_as, reader)},
    )
    await session.commit()

    for _ in range(2):
        await due()

    await session.execute(text("RESET ROLE"))
    found = await session.execute(
        text("SELECT topic, params ->> 'valid_to' FROM notifications.notification")
    )
    expected = [("role.expiring.v1", last.isoformat())] if told else []
    assert [tuple(row) for row in found] == expected


async def invite(registry_as: Any, sender: AsyncClient) -> dict[str, Any]:
    role = {"role": "auditor", "scope_type": "installation"}
    body = {"email": "somebody.new@example.org", "roles": [role]}
    async with registry_as(sender) as http:
        answer = await http.post("/v1/invitations", json=body)
    assert answer.status_code == 201, answer.text
    sent: dict[str, Any] = answer.json()
    return sent


async def test_who_invited_hears_of_the_acceptance_alone(
    client: AsyncClient,
    reader: AsyncClient,
    registry_as: Any,
    anonymous: AsyncClient,
    tell: Tell,
) -> None:
    sent = await invite(registry_as, client)
    newcomer = {"display_name": "A. New", "password": "four quiet words of mine"}
    token = sent["link"].partition("#")[2]
    async with registry_as(anonymous) as http:
        answer = await http.post(
            "/v1/invitations/accept", json={"token": token, "newcomer": newcomer}
        )
    assert answer.status_code < 300, answer.text
    await tell()

    (told,) = await inbox(client)
    assert (told["topic"], told["object_id"]) == (
        "invitation.accepted.v1",
        sent["invitation"]["id"],
    )
    assert "A. New" not in str(told)
    assert await inbox(reader) == []


async def test_who_invited_hears_once_that_it_expired(
    client: AsyncClient, registry_as: Any, session: AsyncSession, due: Tell
) -> None:
    await invite(registry_as, client)
    await due()
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE api.invitation SET expires_at = now() - interval '1 hour'")
    )
    await session.commit()

    for _ in range(2):
        await due()

    assert await topics(client) == ["invitation.expired.v1"]
