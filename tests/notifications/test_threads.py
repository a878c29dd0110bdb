"""An inbox by what it is about: put off, put away, and several at once."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from bromost_notifications.inbox.waking import wake
from tests.notifications.conftest import Tell, account_of, happened

TOPICS = ("changed", "archived", "restored")


async def about(tell: Tell, thing: UUID, *, events: int = 3) -> None:
    """Of different topics, or they would be one notification."""
    for topic in TOPICS[:events]:
        await tell(happened(object_id=thing, event_type=f"organisation.{topic}.v1"))


async def threads(client: AsyncClient, state: str = "all") -> list[dict[str, Any]]:
    answer = await client.get("/v1/inbox/threads", params={"state": state})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def told(client: AsyncClient, state: str = "all") -> list[int]:
    answer = await client.get("/v1/inbox", params={"state": state})
    return [one["id"] for one in answer.json()["items"]]


async def change(client: AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await client.post("/v1/inbox/changes", json=body)
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


def in_days(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


async def test_what_is_about_one_thing_is_one_thread_with_its_newest(
    reader: AsyncClient, tell: Tell
) -> None:
    river, road = new_id(), new_id()
    await about(tell, river, events=2)
    await about(tell, road, events=1)
    await tell(happened(object_id=river, event_type="organisation.restored.v1"))

    found = await threads(reader)

    assert [
        (one["newest"]["object_id"], one["newest"]["topic"], one["count"])
        for one in found
    ] == [
        (str(river), "organisation.restored.v1", 3),
        (str(road), "organisation.changed.v1", 1),
    ]
    assert found[0]["newest"]["reason"] == "reads"
    items = (await reader.get(f"/v1/inbox?about={river}")).json()["items"]
    assert {one["object_id"] for one in items} == {str(river)}
    # Page by page, each thread once.
    first = (await reader.get("/v1/inbox/threads", params={"limit": 1})).json()
    rest = await reader.get(
        "/v1/inbox/threads", params={"limit": 1, "cursor": first["next_cursor"]}
    )
    assert [first["items"], rest.json()["items"]] == [found[:1], found[1:]]
    # One of them read: its thread is still there, with the newest that is not.
    await change(reader, ids=[found[0]["newest"]["id"]], read=True)
    (_, thread) = await threads(reader, "unread")
    assert (thread["newest"]["topic"], thread["count"]) == (
        "organisation.archived.v1",
        2,
    )
    assert [one["unread"] for one in await threads(reader)] == [2, 1]


async def test_a_whole_thread_is_put_away_and_taken_back_alone(
    reader: AsyncClient, officer: AsyncClient, tell: Tell
) -> None:
    river, road = new_id(), new_id()
    await about(tell, river)
    await about(tell, road)
    oldest = (await told(reader))[-1]
    await change(reader, ids=[oldest], archived=True)
    newest = next(
        one["newest"]["id"]
        for one in await threads(reader)
        if one["newest"]["object_id"] == str(river)
    )
    thread = {"object_id": str(river), "until_id": newest}

    done = await change(reader, threads=[thread], archived=True)

    assert (len(done["ids"]), done["has_more"]) == (2, False)
    assert oldest not in done["ids"]
    assert len(await told(reader, "archived")) == 3
    assert [one["newest"]["object_id"] for one in await threads(reader)] == [str(road)]
    await change(reader, ids=done["ids"], archived=False)
    assert await told(reader, "archived") == [oldest]
    assert len(await told(officer)) == 6


async def test_what_is_put_off_comes_back_as_new_when_its_time_has_come(
    app: FastAPI, reader: AsyncClient, tell: Tell, session: AsyncSession
) -> None:
    await tell(happened(payload={"name": "first"}), happened())
    newest, first = await told(reader)
    await change(reader, ids=[first], snoozed_until=in_days(1), read=True)

    assert await told(reader) == await told(reader, "unread") == [newest]
    assert await told(reader, "snoozed") == [first]
    count = (await reader.get("/v1/inbox/count")).json()
    assert count == {"unseen": 1, "unread": 1, "is_capped": False, "snoozed": 1}
    await wake(app.state.sessions)
    assert await told(reader, "snoozed") == [first]

    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE notifications.notification"
            " SET snoozed_until = now() - interval '1 minute'"
            " WHERE snoozed_until IS NOT NULL"
        )
    )
    await session.commit()
    for _ in range(2):
        await wake(app.state.sessions)

    answer = await reader.get("/v1/inbox", params={"state": "unread"})
    back, other = answer.json()["items"]
    # A new number: open streams hear of it, and replay it.
    assert (back["id"] > newest, other["id"]) == (True, newest)
    assert back["params"] == {"name": "first"}
    assert back["snoozed_until"] is back["read_at"] is None
    assert back["returned_at"] is not None
    assert await told(reader, "snoozed") == []


async def test_archived_and_put_off_end_each_other(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(happened())
    (number,) = await told(reader)
    address = f"/v1/inbox/{number}"

    await reader.patch(address, json={"archived": True})
    off = (await reader.patch(address, json={"snoozed_until": in_days(2)})).json()
    assert off["archived_at"] is None
    away = (await reader.patch(address, json={"archived": True})).json()
    assert (away["snoozed_until"], away["archived_at"] is None) == (None, False)
    await reader.patch(address, json={"snoozed_until": in_days(2)})
    here = (await reader.patch(address, json={"snoozed_until": None})).json()
    assert here["snoozed_until"] is here["archived_at"] is None
    assert await told(reader) == [number]


async def test_what_is_others_is_left_out_whatever_is_named(
    reader: AsyncClient, officer: AsyncClient, tell: Tell, session: AsyncSession
) -> None:
    thing = new_id()
    await tell(happened(object_id=thing))
    (mine,) = await told(reader)
    thread = {"object_id": str(thing), "until_id": 2**62}

    done = await change(officer, ids=[mine, 2**62], threads=[thread], archived=True)

    assert done["ids"] == await told(officer, "archived")
    assert await told(reader) == [mine]
    await session.execute(text("RESET ROLE"))
    others = await session.scalar(
        text(
            "SELECT count(*) FROM notifications.notification"
            " WHERE account_id <> :me AND archived_at IS NOT NULL"
        ),
        {"me": await account_of(session, officer)},
    )
    assert others == 0


async def test_n20_an_unchanged_list_is_not_sent_again(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(happened())
    for path in ("/v1/inbox", "/v1/inbox/threads", "/v1/inbox/count"):
        first = await reader.get(path)
        seen = {"If-None-Match": first.headers["etag"]}
        same = await reader.get(path, headers=seen)
        assert (same.status_code, same.content) == (304, b"")
        await tell(happened())
        newer = await reader.get(path, headers=seen)
        assert newer.status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"snoozed_until": "2026-01-01T00:00:00"}, "invalid_request"),
        ({"snoozed_until": "2020-01-01T00:00:00Z"}, "out_of_range"),
        ({"snoozed_until": "2999-01-01T00:00:00Z"}, "out_of_range"),
        ({"snoozed_until": "tomorrow"}, "invalid_request"),
        ({"archived": True, "snoozed_until": "2999-01-01T00:00Z"}, "invalid_request"),
        ({"ids": [0]}, "invalid_request"),
        ({"ids": list(range(1, 1002))}, "invalid_request"),
        ({"threads": [{"object_id": "x", "until_id": 1}]}, "invalid_request"),
        ({"state": "nonsense"}, "invalid_request"),
        ({"seen": True}, "invalid_request"),
    ],
)
async def test_odd_changes_are_refused(
    reader: AsyncClient, body: dict[str, Any], code: str
) -> None:
    answer = await reader.post("/v1/inbox/changes", json={"ids": [1]} | body)

    assert answer.status_code == 422
    problem = answer.json()
    codes = {problem["code"], *(field["code"] for field in problem["fields"])}
    assert code in codes, problem
