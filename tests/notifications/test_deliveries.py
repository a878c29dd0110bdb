"""What leaves the house: written with its cause, looked after by administrators."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.outbox import OutboxMessage
from bromost_common.relay import Relay
from bromost_notifications.access import ACCESS
from bromost_notifications.inbox.handlers import CONSUMER, NotifyReaders

from .conftest import account_of, happened

DELIVERIES = "/v1/deliveries"
NOBODYS = "0193a000-0000-7000-8000-000000000001"
ROLE_GIVEN = {
    "role": "adviser",
    "scope_name": None,
    "original_language": None,
    "valid_to": None,
    "change": "everywhere",
}


def given_to(account: UUID, **changes: Any) -> OutboxMessage:
    return happened(
        event_type="role.given.v1",
        object_type="role",
        payload=ROLE_GIVEN | {"told_to": [str(account)]},
        **changes,
    )


async def relay(
    app: FastAPI, session: AsyncSession, *events: OutboxMessage, mails: bool = True
) -> None:
    """Commit events and take them further, where mail is sent or not."""
    await session.execute(text("RESET ROLE"))
    session.add_all(events)
    await session.commit()
    channels = {"email": 6} if mails else {}
    app.state.channels = channels
    begin = partial(NotifyReaders, access=ACCESS, channels=channels)
    while await Relay(app.state.sessions, CONSUMER, begin).deliver():
        pass


async def end_all(session: AsyncSession, state: str, error: str | None = None) -> None:
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE notifications.delivery SET state = :state, ended_at = now(),"
            " last_error = :error, attempt = 1 WHERE ended_at IS NULL"
        ),
        {"state": state, "error": error},
    )
    await session.commit()


async def listed(client: AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get(DELIVERIES, params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def health(client: AsyncClient) -> dict[str, Any]:
    channels = (await client.get(f"{DELIVERIES}/health")).json()["channels"]
    return next(one for one in channels if one["channel"] == "email")


async def test_what_is_about_somebody_is_sent_to_them_and_nobody_else(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    somebody = await account_of(session, reader)

    await relay(app, session, given_to(somebody), happened())

    [one] = await listed(client)
    assert (one["target_id"], one["topic"]) == (str(somebody), "role.given.v1")
    assert (one["channel"], one["state"], one["attempt"]) == ("email", "pending", 0)
    assert one["max_attempt"] == 6


async def test_n2_an_event_handled_twice_is_sent_once(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    await relay(app, session, given_to(await account_of(session, reader)))
    await session.execute(text("RESET ROLE"))
    await session.execute(text("DELETE FROM common.inbox"))
    await session.commit()

    await relay(app, session)

    assert len(await listed(client)) == 1


async def test_without_a_way_out_nothing_is_written_for_it(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    somebody = await account_of(session, reader)

    await relay(app, session, given_to(somebody), mails=False)

    assert await listed(client) == []
    assert (await health(client))["is_configured"] is False


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("GET", "/health"), ("GET", f"/{NOBODYS}")],
    ids=["list", "health", "one"],
)
async def test_only_administrators_look_after_deliveries(
    officer: AsyncClient, reader: AsyncClient, method: str, path: str
) -> None:
    for somebody in (officer, reader):
        answer = await somebody.request(method, f"{DELIVERIES}{path}")
        assert answer.status_code == 403
        assert answer.json()["code"] == "permission_denied"


async def test_the_database_shows_deliveries_to_no_other_person(
    app: FastAPI,
    client: AsyncClient,
    reader: AsyncClient,
    session: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await relay(app, session, given_to(await account_of(session, reader)))
    monkeypatch.setattr("bromost_common.auth.Actor.may", lambda *_: True)

    assert len(await listed(client)) == 1
    assert await listed(reader) == []


async def test_what_was_given_up_is_found_and_sent_again(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    somebody = await account_of(session, reader)
    await relay(app, session, given_to(somebody), given_to(somebody))
    await end_all(session, "dead", "451")
    dead = await listed(client, state="dead")
    assert [one["last_error"] for one in dead] == ["451", "451"]
    assert (await health(client))["dead"] == 2

    answer = await client.post(f"{DELIVERIES}/{dead[0]['id']}/replay")

    assert answer.status_code == 201, answer.text
    again = answer.json()
    assert (again["state"], again["attempt"], again["attempts"]) == ("pending", 0, [])
    assert (again["replay_of"], again["replay_no"]) == (dead[0]["id"], 1)
    assert again["target_id"] == dead[0]["target_id"]
    assert (await health(client))["dead"] == 1
    old = (await client.get(f"{DELIVERIES}/{dead[0]['id']}")).json()
    assert old["state"] == "dead"


async def test_what_is_on_its_way_or_was_sent_again_is_not_sent_again(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    await relay(app, session, given_to(await account_of(session, reader)))
    [one] = await listed(client)
    replay = f"{DELIVERIES}/{one['id']}/replay"
    answers = [await client.post(replay)]
    await end_all(session, "delivered")
    answers += [await client.post(replay), await client.post(replay)]

    assert [answer.status_code for answer in answers] == [409, 201, 409]
    assert answers[0].json()["code"] == "not_replayable"
    assert (await client.post(f"{DELIVERIES}/{NOBODYS}/replay")).status_code == 404


async def test_n13_all_that_was_given_up_is_sent_again_in_its_order(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    somebody = await account_of(session, reader)
    await relay(app, session, *(given_to(somebody) for _ in range(3)))
    await end_all(session, "dead", "expired")
    later = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    url = f"{DELIVERIES}/replay-dead"

    asked = await client.post(url, json={"dry_run": True})
    none = await client.post(url, json={"since": later})
    all_of_them = await client.post(url, json={})
    nothing_left = await client.post(url, json={})

    assert asked.json() == {"replayed": 0, "left": 3}
    assert none.json() == {"replayed": 0, "left": 0}
    assert all_of_them.json() == {"replayed": 3, "left": 0}
    assert nothing_left.json() == {"replayed": 0, "left": 0}
    again = await listed(client, state="pending")
    dead = {one["id"] for one in await listed(client, state="dead")}
    assert {one["replay_of"] for one in again} == dead


async def test_health_says_what_waits_too_long(
    app: FastAPI, client: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    await relay(app, session, given_to(await account_of(session, reader)))
    fresh = await health(client)
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE notifications.delivery"
            " SET next_attempt_at = now() - interval '3 minutes'"
        )
    )
    await session.commit()

    late = await health(client)

    assert (fresh["pending"], fresh["is_late"]) == (1, False)
    assert (late["pending"], late["is_late"]) == (1, True)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("", {"state": "lost"}, 422),
        ("", {"channel": "fax"}, 422),
        ("", {"cursor": "x"}, 422),
        ("/1", {}, 422),
        (f"/{NOBODYS}", {}, 404),
    ],
)
async def test_bad_questions_are_refused(
    client: AsyncClient, path: str, query: dict[str, str], status: int
) -> None:
    answer = await client.get(f"{DELIVERIES}{path}", params=query)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
