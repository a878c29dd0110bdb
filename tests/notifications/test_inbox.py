"""Everybody hears what others did, and puts their own inbox in order."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from tests.notifications.conftest import Tell, account_of, happened


async def inbox(client: AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/inbox", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def unread(client: AsyncClient) -> int:
    count: int = (await client.get("/v1/inbox/count")).json()["unread"]
    return count


async def change(client: AsyncClient, number: int, **body: Any) -> dict[str, Any]:
    answer = await client.patch(f"/v1/inbox/{number}", json=body)
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


async def test_an_event_is_told_to_all_who_may_read(
    client: AsyncClient, officer: AsyncClient, reader: AsyncClient, tell: Tell
) -> None:
    event = happened()

    await tell(event)

    for somebody in (client, officer, reader):
        assert await inbox(somebody) == [
            {
                "id": (await inbox(somebody))[0]["id"],
                "topic": "organisation.registered.v1",
                "object_type": "organisation",
                "object_id": str(event.object_id),
                "params": {"name": "Orkdal kommune"},
                "reason": "reads",
                "event_count": 1,
                "occurred_at": (await inbox(somebody))[0]["occurred_at"],
                "seen_at": None,
                "read_at": None,
                "archived_at": None,
                "snoozed_until": None,
                "returned_at": None,
            }
        ]


async def test_nobody_is_told_what_they_did_themselves(
    client: AsyncClient, officer: AsyncClient, tell: Tell, session: AsyncSession
) -> None:
    await tell(happened(actor_id=await account_of(session, officer)))

    assert (len(await inbox(client)), len(await inbox(officer))) == (1, 0)


@pytest.mark.parametrize(
    "loss",
    [
        "UPDATE api.account SET is_active = false",
        "UPDATE api.role_assignment SET valid_from = '2020-1-1', valid_to = '2020-1-2'",
    ],
)
async def test_who_may_not_read_is_not_told(
    reader: AsyncClient, tell: Tell, session: AsyncSession, loss: str
) -> None:
    me = await account_of(session, reader)
    await session.execute(text(loss))

    await tell(happened())

    await session.execute(text("RESET ROLE"))
    mine = text("SELECT count(*) FROM notifications.notification WHERE account_id = :a")
    assert await session.scalar(mine, {"a": me}) == 0


async def test_who_did_it_is_not_passed_on(reader: AsyncClient, tell: Tell) -> None:
    ids = {"actor_id": str(new_id()), "object_id": str(new_id())}

    await tell(happened(payload={"name": "Niš", **ids}))

    assert (await inbox(reader))[0]["params"] == {"name": "Niš"}


async def test_unknown_kinds_of_events_are_told_as_well(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(happened(event_type="kite.flown.v7", object_type="kite"))

    assert (await inbox(reader))[0]["topic"] == "kite.flown.v7"


async def test_the_same_about_the_same_thing_is_one_notification(
    reader: AsyncClient, tell: Tell
) -> None:
    thing = new_id()
    for number in range(3):
        await tell(happened(object_id=thing, payload={"number": number}))
    await tell(happened(object_id=thing, event_type="organisation.changed.v1"))

    newest, collapsed = await inbox(reader)
    assert newest["event_count"] == 1
    assert (collapsed["event_count"], collapsed["params"]) == (3, {"number": 2})
    assert await unread(reader) == 2


async def test_what_was_read_is_not_told_over(reader: AsyncClient, tell: Tell) -> None:
    thing = new_id()
    await tell(happened(object_id=thing))
    await change(reader, (await inbox(reader))[0]["id"], read=True)

    await tell(happened(object_id=thing))

    assert [one["event_count"] for one in await inbox(reader)] == [1, 1]


async def test_newest_come_first_and_page_by_page(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(*(happened(payload={"number": n}) for n in range(5)))

    seen: list[int] = []
    cursor = None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await reader.get("/v1/inbox", params=query)).json()
        seen += [one["params"]["number"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [4, 3, 2, 1, 0]


async def test_reading_and_archiving_move_between_the_tabs(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(happened(), happened(), happened())
    first, second, third = [one["id"] for one in await inbox(reader)]

    read = await change(reader, first, read=True)
    archived = await change(reader, second, archived=True)

    assert read["read_at"] is not None
    assert (archived["read_at"], archived["archived_at"] is None) == (None, False)
    assert [one["id"] for one in await inbox(reader, state="unread")] == [third]
    assert [one["id"] for one in await inbox(reader)] == [first, third]
    assert [one["id"] for one in await inbox(reader, state="archived")] == [second]
    assert await unread(reader) == 1

    await change(reader, first, read=False)
    await change(reader, second, archived=False)

    assert await unread(reader) == 3


async def test_reading_twice_keeps_the_first_moment(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(happened())
    number = (await inbox(reader))[0]["id"]

    once, twice = [await change(reader, number, read=True) for _ in range(2)]

    assert once == twice
    assert await change(reader, number) == twice


async def test_read_all_leaves_what_came_after(reader: AsyncClient, tell: Tell) -> None:
    await tell(happened(), happened())
    newest = (await inbox(reader))[0]["id"]
    await tell(happened())

    answer = await reader.post("/v1/inbox/read-all", json={"until_id": newest})

    assert answer.json() == {"marked": 2}
    assert await unread(reader) == 1


async def test_what_was_looked_at_is_no_longer_new_but_unread(
    reader: AsyncClient, officer: AsyncClient, tell: Tell
) -> None:
    async def counts(client: AsyncClient) -> tuple[int, int]:
        found = (await client.get("/v1/inbox/count")).json()
        return found["unseen"], found["unread"]

    await tell(happened(), happened())
    newest = (await inbox(reader))[0]["id"]
    await tell(happened())
    before = (await reader.get("/v1/inbox/count")).headers["etag"]

    answers = [
        (await reader.post("/v1/inbox/seen", json={"until_id": newest})).json()
        for _ in range(2)
    ]

    assert answers == [{"marked": 2}, {"marked": 0}]
    assert await counts(reader) == (1, 3)
    assert await counts(officer) == (3, 3)
    later, first, second = await inbox(reader)
    assert (later["seen_at"], first["read_at"]) == (None, None)
    assert first["seen_at"] is not None
    known = {"If-None-Match": before}
    assert (await reader.get("/v1/inbox/count", headers=known)).status_code == 200
    # What is read was seen; what is unread again was seen all the same.
    await change(reader, later["id"], read=True)
    await change(reader, second["id"], read=True)
    await change(reader, second["id"], read=False)
    assert await counts(reader) == (0, 2)


async def test_others_notifications_do_not_exist(
    reader: AsyncClient, officer: AsyncClient, tell: Tell
) -> None:
    await tell(happened())
    number = (await inbox(reader))[0]["id"]
    body = {"read": True, "archived": True}

    foreign = await officer.patch(f"/v1/inbox/{number}", json=body)
    newest = (await inbox(officer))[0]["id"]
    await officer.post("/v1/inbox/read-all", json={"until_id": newest + 1000})

    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    assert (await inbox(reader))[0]["read_at"] is None
    own = await reader.patch(f"/v1/inbox/{number}", json=body)
    assert own.status_code == 200


async def test_count_ends_at_its_limit(reader: AsyncClient, tell: Tell) -> None:
    await tell(*(happened() for _ in range(99)))
    exact = (await reader.get("/v1/inbox/count")).json()
    await tell(happened())
    more = (await reader.get("/v1/inbox/count")).json()

    assert exact == {"unseen": 99, "unread": 99, "is_capped": False, "snoozed": 0}
    assert more == {"unseen": 100, "unread": 99, "is_capped": True, "snoozed": 0}


async def test_asking_again_costs_nothing_until_something_changes(
    reader: AsyncClient, tell: Tell
) -> None:
    await tell(happened())
    first = await reader.get("/v1/inbox/count")
    seen = {"If-None-Match": first.headers["etag"]}

    same = await reader.get("/v1/inbox/count", headers=seen)
    await tell(happened())
    newer = await reader.get("/v1/inbox/count", headers=seen)
    await change(reader, (await inbox(reader))[0]["id"], read=True)
    fewer = await reader.get(
        "/v1/inbox/count", headers={"If-None-Match": newer.headers["etag"]}
    )

    assert (same.status_code, same.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"
    assert [newer.json()["unread"], fewer.json()["unread"]] == [2, 1]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/inbox?state=nonsense", None),
        ("GET", "/v1/inbox?cursor=bad!", None),
        ("PATCH", "/v1/inbox/0", {"read": True}),
        ("PATCH", "/v1/inbox/99999999999999999999", {"read": True}),
        ("PATCH", "/v1/inbox/1", {"read": "perhaps"}),
        ("PATCH", "/v1/inbox/1", {"seen": True}),
        ("POST", "/v1/inbox/read-all", {}),
        ("POST", "/v1/inbox/seen", {}),
        ("POST", "/v1/inbox/read-all", {"until_id": -1}),
    ],
)
async def test_nonsense_is_refused(
    reader: AsyncClient, method: str, path: str, body: object
) -> None:
    answer = await reader.request(method, path, json=body)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


@pytest.mark.parametrize("path", ["/v1/inbox", "/v1/inbox/count", "/v1/inbox/stream"])
async def test_nothing_is_told_without_a_session(
    anonymous: AsyncClient, path: str
) -> None:
    assert (await anonymous.get(path)).status_code == 401


async def test_a_poisoned_event_is_put_aside_and_the_others_go_on(
    reader: AsyncClient, tell: Tell, session: AsyncSession
) -> None:
    # Stands in for whatever makes one event fail for good.
    await session.execute(
        text(
            "ALTER TABLE notifications.notification"
            " ADD CONSTRAINT poison CHECK (topic <> 'poison.v1')"
        )
    )
    await session.commit()
    poison = happened(event_type="poison.v1")

    await tell(happened(), poison, happened())
    for _ in range(5):
        await session.execute(text("RESET ROLE"))
        await session.execute(
            text("UPDATE common.inbox SET handled_at = now() - interval '1 hour'")
        )
        await tell()

    assert len(await inbox(reader)) == 2
    await session.execute(text("RESET ROLE"))
    row = (
        await session.execute(
            text(
                "SELECT state, attempts, last_error FROM common.inbox"
                " WHERE message_id = :id"
            ),
            {"id": poison.id},
        )
    ).one()
    assert tuple(row) == ("parked", 5, "IntegrityError")
