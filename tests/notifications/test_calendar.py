"""What somebody has to do, in the calendar of their own choice."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from icalendar import Calendar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody
from tests.notifications.conftest import account_of
from tests.notifications.doing import DUE, it_is, make_project, owed, same_person

FEEDS = "/v1/calendar-feeds"


@pytest.fixture
async def office(
    indicators: FastAPI, client: AsyncClient
) -> AsyncIterator[AsyncClient]:
    async with same_person(indicators, client) as other:
        yield other


async def issued(client: AsyncClient, programme_id: UUID | None = None) -> str:
    wanted = {"programme_id": programme_id and str(programme_id)}
    answer = await client.post(FEEDS, json=wanted)
    assert answer.status_code == 201, answer.text
    return path_of(answer)


def path_of(answer: Response) -> str:
    address: str = answer.json()["address"]
    return "/v1/" + address.partition("/api/notifications/v1/")[2]


async def events(anonymous: AsyncClient, path: str) -> list[Any]:
    answer = await anonymous.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


async def test_a_calendar_shows_whole_days_in_the_language_of_its_reader(
    app: FastAPI,
    office: AsyncClient,
    anonymous: AsyncClient,
    somebody: Somebody,
    session: AsyncSession,
) -> None:
    project_id, programme_id = await make_project(session)
    other_id, other_programme = await make_project(session, "9")
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    await owed(office, project_id)
    await owed(office, other_id)
    it_is(app, date(2007, 1, 10))
    path = await issued(contributor)
    mine = await account_of(session, contributor)
    await session.execute(
        text("UPDATE api.account SET locale = 'pl' WHERE id = :me"), {"me": mine}
    )
    await session.commit()

    (event,) = await events(anonymous, path)

    assert event["dtstart"].dt == DUE
    assert event["dtend"].dt == DUE + timedelta(days=1)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert "Youth enterprises" in event["summary"]
    assert "1 wartość" in event["summary"]
    assert f"/projects/{project_id}/values" in event["url"]
    assert event["sequence"] == 0
    # Of one programme: what is theirs there, and nothing of another one.
    assert len(await events(anonymous, await issued(contributor, programme_id))) == 1
    foreign = await contributor.post(FEEDS, json={"programme_id": str(other_programme)})
    assert foreign.status_code == 404


async def test_what_changed_has_a_higher_sequence_and_what_did_not_is_not_sent_again(
    app: FastAPI,
    office: AsyncClient,
    anonymous: AsyncClient,
    somebody: Somebody,
    session: AsyncSession,
) -> None:
    project_id, _ = await make_project(session)
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    await owed(office, project_id)
    it_is(app, date(2007, 1, 10))
    path = await issued(contributor)

    first = await anonymous.get(path)
    seen = {"If-None-Match": first.headers["etag"]}
    same = await anonymous.get(path, headers=seen)
    assert (same.status_code, same.content) == (304, b"")
    before = Calendar.from_ical(first.content).walk("VEVENT")[0]
    # One more value on the same day: the same event, told anew.
    await owed(office, project_id)
    (after,) = await events(anonymous, path)
    assert (after["uid"], after["sequence"]) == (before["uid"], 1)
    assert after["summary"] != before["summary"]
    # Another day is another event, and the old one is gone.
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text("UPDATE indicators.period SET ends_on = ends_on - 10"),
    )
    await session.commit()
    moved = await events(anonymous, path)
    assert [one["dtstart"].dt for one in moved] == [DUE - timedelta(days=10)]
    assert moved[0]["uid"] != after["uid"]


async def test_an_address_is_shown_once_renewed_and_withdrawn(
    client: AsyncClient,
    officer: AsyncClient,
    anonymous: AsyncClient,
    session: AsyncSession,
) -> None:
    old = await issued(client)
    again = await client.post(FEEDS, json={})
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    (feed,) = (await client.get(FEEDS)).json()
    token = old.rpartition("/")[2].removesuffix(".ics")
    assert token not in (await client.get(FEEDS)).text
    await session.execute(text("RESET ROLE"))
    kept = await session.scalar(
        text("SELECT to_jsonb(f)::text FROM notifications.calendar_feed f")
    )
    assert token not in str(kept)

    address = f"{FEEDS}/{feed['id']}"
    for refused in (
        await officer.post(f"{address}/renewal"),
        await officer.delete(address),
    ):
        assert refused.status_code == 404
    renewed = path_of(await client.post(f"{address}/renewal"))
    assert (await anonymous.get(old)).status_code == 404
    assert (await anonymous.get(renewed)).status_code == 200
    assert (await client.get(FEEDS)).json()[0]["read_at"] is not None
    assert (await client.delete(address)).status_code == 204
    assert (await anonymous.get(renewed)).status_code == 404
    assert (await client.get(FEEDS)).json() == []


async def test_an_address_is_not_kept_to_be_told_again(client: AsyncClient) -> None:
    key = {"Idempotency-Key": "made-twice"}
    made, again = [await client.post(FEEDS, json={}, headers=key) for _ in range(2)]
    assert (again.status_code, again.json()["code"]) == (409, "conflict")

    renewal = f"{FEEDS}/{made.json()['feed']['id']}/renewal"
    answers = [made, *[await client.post(renewal, headers=key) for _ in range(2)]]
    assert len({answer.json()["address"] for answer in answers}) == len(answers)


async def test_who_lost_the_role_is_shown_nothing_and_who_left_has_no_calendar(
    app: FastAPI,
    office: AsyncClient,
    anonymous: AsyncClient,
    somebody: Somebody,
    session: AsyncSession,
) -> None:
    project_id, programme_id = await make_project(session)
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    await owed(office, project_id)
    it_is(app, date(2007, 1, 10))
    paths = [await issued(contributor), await issued(contributor, programme_id)]
    me = {"me": await account_of(session, contributor)}
    assert [len(await events(anonymous, path)) for path in paths] == [1, 1]

    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "UPDATE api.role_assignment SET valid_from = '2020-1-1',"
            " valid_to = '2020-1-2' WHERE account_id = :me"
        ),
        me,
    )
    await session.commit()
    assert [await events(anonymous, path) for path in paths] == [[], []]

    await session.execute(
        text("UPDATE api.account SET is_active = false WHERE id = :me"), me
    )
    await session.commit()
    answers = [(await anonymous.get(path)).status_code for path in paths]
    assert answers == [404, 404]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/v1/calendars/{'a' * 43}.ics", 404),
        ("/v1/calendars/%00.ics", 422),
        (f"/v1/calendars/{'a' * 65}.ics", 422),
    ],
)
async def test_odd_addresses_open_nothing(
    anonymous: AsyncClient, path: str, status: int
) -> None:
    assert (await anonymous.get(path)).status_code == status


async def test_nonsense_is_refused(client: AsyncClient) -> None:
    for body in ({"programme_id": "x"}, {"account_id": str(uuid4())}):
        assert (await client.post(FEEDS, json=body)).status_code == 422
    nothing = await client.post(FEEDS, json={"programme_id": str(uuid4())})
    assert nothing.status_code == 404
    assert (await client.delete(f"{FEEDS}/{uuid4()}")).status_code == 404
