"""N17, N24: people are reminded of what is to be done, each step once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from bromost_common.auth import Role, ScopeType
from bromost_common.context import working
from bromost_common.db import create_engine, session_maker
from bromost_notifications.deadlines import scan as scanning
from bromost_notifications.deadlines.router import today as this_day
from bromost_notifications.deadlines.scan import scan
from tests.conftest import Somebody
from tests.indicators.building import handed_in
from tests.indicators.test_programme_rules import lay_down
from tests.notifications.conftest import Tell
from tests.notifications.doing import DUE, make_project, owed, same_person
from tests.notifications.test_inbox import inbox

On = Callable[[date], Awaitable[None]]

STEPS = [{"days": day, "to": "responsible"} for day in (-9, -8, -7, 0)]
MANAGE = {"days": 14, "to": "programme_manager"}
KEYS = """
WITH person AS (
  INSERT INTO api.account (id, email, display_name, locale)
  SELECT gen_random_uuid(), format('p%s@example.org', n), 'A. Example', 'en'
  FROM generate_series(1, 20) n RETURNING id
)
INSERT INTO api.machine (id, account_id, kind, handle, name, permissions, expires_at)
SELECT gen_random_uuid(), id, 'api_key',
  left(md5(id::text || n), 8), 'Sheets', '{project.read}', '2027-02-14 12:00Z'
FROM person, generate_series(1, 2) n
"""


@pytest.fixture
async def office(
    indicators: FastAPI, client: AsyncClient
) -> AsyncIterator[AsyncClient]:
    async with same_person(indicators, client) as other:
        yield other


@pytest.fixture
async def project(session: AsyncSession) -> tuple[UUID, UUID]:
    return await make_project(session)


@pytest.fixture
async def contributor(somebody: Somebody, project: tuple[UUID, UUID]) -> AsyncClient:
    return await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project[0]))


@pytest.fixture
async def manager(somebody: Somebody, project: tuple[UUID, UUID]) -> AsyncClient:
    return await somebody(Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(project[1]))


@pytest.fixture
def on(app: FastAPI, tell: Tell) -> On:
    """The scan of a day, and what the relay makes of it."""

    async def on(day: date) -> None:
        await scan(working(app.state.sessions, "worker"), day)
        await tell()

    return on


def days(number: int) -> timedelta:
    return timedelta(days=number)


async def reminded(somebody: AsyncClient) -> list[tuple[str, str, int]]:
    """What somebody was reminded of, the first first."""
    told = [one for one in await inbox(somebody) if one["topic"] == "todo.due.v1"]
    return [
        (one["params"]["change"], one["params"]["due_on"], one["params"]["count"])
        for one in reversed(told)
    ]


async def test_n17_each_step_is_told_once_and_the_manager_at_last(
    office: AsyncClient,
    contributor: AsyncClient,
    manager: AsyncClient,
    project: tuple[UUID, UUID],
    on: On,
) -> None:
    await owed(office, project[0])
    await owed(office, project[0])
    one = ("values_due", str(DUE), 2)

    for day in range(-32, 20):
        await on(DUE + days(day))
        await on(DUE + days(day))

    assert await reminded(contributor) == [one] * 6
    assert await reminded(manager) == [one]
    told = (await inbox(contributor))[0]
    assert told["params"]["title"] == {"en": "Youth enterprises"}


async def test_n17_missed_days_are_caught_up_with_the_last_step_alone(
    office: AsyncClient,
    contributor: AsyncClient,
    manager: AsyncClient,
    project: tuple[UUID, UUID],
    on: On,
) -> None:
    await owed(office, project[0])

    await on(DUE + days(16))
    await on(DUE + days(17))

    assert len(await reminded(contributor)) == 1
    assert len(await reminded(manager)) == 1


async def test_n17_moving_the_date_completing_and_reopening(
    office: AsyncClient,
    contributor: AsyncClient,
    project: tuple[UUID, UUID],
    session: AsyncSession,
    on: On,
) -> None:
    period = await owed(office, project[0])
    await on(DUE - days(7))
    assert [due for _, due, _ in await reminded(contributor)] == [str(DUE)]

    await lay_down(office, project[1], days_to_report=60)
    later = DUE + days(30)
    await on(DUE - days(6))  # Nothing: it is a month away, and seven days.
    await on(DUE)
    moved = [str(DUE), str(later)]
    assert [due for _, due, _ in await reminded(contributor)] == moved

    await handed_in(office, period)
    await on(later - days(7))
    assert len(await reminded(contributor)) == 2
    # It is taken back: what was told is not told again, what comes next is.
    await session.execute(text("RESET ROLE"))
    await session.execute(text("UPDATE indicators.entry SET status = 'draft'"))
    await session.commit()
    await on(later - days(2))
    await on(later - days(2))
    assert len(await reminded(contributor)) == 3
    await on(later - days(1))
    assert len(await reminded(contributor)) == 4


async def test_n17_a_scan_killed_midway_leaves_nothing_half_told(
    office: AsyncClient,
    contributor: AsyncClient,
    project: tuple[UUID, UUID],
    on: On,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await owed(office, project[0])

    def killed(*_: Any) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patched:
        patched.setattr(scanning, "publish", killed)
        with pytest.raises(asyncio.CancelledError):
            await on(DUE)
    assert await reminded(contributor) == []

    await on(DUE)
    assert len(await reminded(contributor)) == 1


async def test_one_message_for_a_kind_and_a_day_names_several_projects(
    office: AsyncClient,
    somebody: Somebody,
    project: tuple[UUID, UUID],
    session: AsyncSession,
    on: On,
) -> None:
    other, _ = await make_project(session, "9", programme_id=project[1])
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROGRAMME, str(project[1]))
    await owed(office, project[0])
    await owed(office, other)
    await on(DUE)

    assert await reminded(coordinator) == [("values_due", str(DUE), 2)]
    assert (await inbox(coordinator))[0]["params"]["title"] == "8, 9"
    # What comes on the same day waits for the next one.
    await owed(office, (await make_project(session, "10", programme_id=project[1]))[0])
    await on(DUE)
    assert len(await reminded(coordinator)) == 1


async def rules_of(client: AsyncClient, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_programme_lays_down_its_own_steps(
    office: AsyncClient,
    contributor: AsyncClient,
    manager: AsyncClient,
    project: tuple[UUID, UUID],
    on: On,
) -> None:
    path = f"/v1/programmes/{project[1]}/deadline-rules"
    before = await rules_of(manager, path)
    assert before["version"] == 1
    assert {one["kind"]: one["is_default"] for one in before["rules"]}["values_due"]

    body = {"rules": {"values_due": [{"days": 3, "to": "programme_manager"}]}}
    changed = await manager.put(path, json=body, headers={"If-Match": '"1"'})
    assert changed.status_code == 200, changed.text
    assert changed.json()["version"] == 2
    stale = await manager.put(path, json=body, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (
        await contributor.put(path, json=body, headers={"If-Match": '"2"'})
    ).status_code == 403

    await owed(office, project[0])
    for day in range(-31, 20):
        await on(DUE + days(day))
    assert await reminded(contributor) == []
    assert len(await reminded(manager)) == 1


@pytest.mark.parametrize(
    "steps",
    [
        [{"days": 61, "to": "responsible"}],
        [{"days": 1, "to": "everybody"}],
        [{"days": 1, "to": "responsible"}] * 2,
        [{"days": day, "to": "responsible"} for day in range(13)],
    ],
)
async def test_impossible_steps_are_refused(
    client: AsyncClient, steps: list[dict[str, Any]]
) -> None:
    body = {"rules": {"values_due": steps}}
    answer = await client.put(
        "/v1/deadline-rules", json=body, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 422


async def test_defaults_are_laid_down_for_the_whole_installation(
    client: AsyncClient, officer: AsyncClient
) -> None:
    path = "/v1/deadline-rules"
    body = {"rules": {"key_expiring": [{"days": -5, "to": "responsible"}]}}
    match = {"If-Match": '"1"'}
    assert (await officer.put(path, json=body, headers=match)).status_code == 403
    assert (await client.put(path, json=body, headers=match)).status_code == 200
    rules = {
        one["kind"]: one["steps"] for one in (await rules_of(officer, path))["rules"]
    }
    assert rules["key_expiring"] == [{"days": -5, "to": "responsible"}]
    assert len(rules["values_due"]) == 7


async def preview(client: AsyncClient, path: str, **rules: Any) -> Any:
    answer = await client.post(f"{path}/preview", json={"rules": rules})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_what_steps_would_bring_is_counted_before_they_hold(
    app: FastAPI,
    office: AsyncClient,
    client: AsyncClient,
    manager: AsyncClient,
    project: tuple[UUID, UUID],
) -> None:
    path = f"/v1/programmes/{project[1]}/deadline-rules"
    await owed(office, project[0])
    app.dependency_overrides[this_day] = lambda: DUE - days(8)
    group = {"kind": "values_due", "people": 1}

    found = await preview(manager, path, values_due=[MANAGE])

    assert found == {
        "until": str(DUE + days(21)),
        "messages": 1,
        "people": 1,
        "ahead": [group | {"to": "programme_manager", "messages": 1}],
    }
    assert (await preview(manager, path, values_due=[]))["messages"] == 0
    everywhere = await preview(client, "/v1/deadline-rules", values_due=[MANAGE])
    assert (everywhere["messages"], everywhere["people"]) == (1, 1)


async def test_what_is_ahead_is_what_is_told_then(
    *,
    app: FastAPI,
    office: AsyncClient,
    contributor: AsyncClient,
    manager: AsyncClient,
    project: tuple[UUID, UUID],
    on: On,
) -> None:
    path = f"/v1/programmes/{project[1]}/deadline-rules"
    await owed(office, project[0])
    app.dependency_overrides[this_day] = lambda: DUE - days(8)
    rules = {"values_due": [*STEPS, MANAGE]}

    # What was before today counts once, with the last of it; the rest on its day.
    found = await preview(manager, path, **rules)
    assert (found["messages"], found["people"]) == (4, 2)
    counts = {one["to"]: (one["messages"], one["people"]) for one in found["ahead"]}
    assert counts == {"programme_manager": (1, 1), "responsible": (3, 1)}

    await manager.put(path, json={"rules": rules}, headers={"If-Match": '"1"'})
    await on(DUE - days(8))
    # What was told is no longer ahead.
    assert (await preview(manager, path, **rules))["messages"] == 3
    for day in range(-7, 22):
        await on(DUE + days(day))
    assert len(await reminded(contributor)) == 3
    assert len(await reminded(manager)) == 1


async def test_only_who_manages_it_looks_ahead(
    contributor: AsyncClient,
    manager: AsyncClient,
    somebody: Somebody,
    session: AsyncSession,
    project: tuple[UUID, UUID],
) -> None:
    path = f"/v1/programmes/{project[1]}/deadline-rules"
    _, elsewhere = await make_project(session, "9")
    stranger = await somebody(
        Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(elsewhere)
    )
    for other, where, refused in (
        (contributor, path, 403),
        (stranger, path, 404),
        (manager, "/v1/deadline-rules", 403),
    ):
        answer = await other.post(f"{where}/preview", json={"rules": {}})
        assert answer.status_code == refused


async def test_n24_three_scans_at_once_tell_each_thing_once(
    committed_database_url: str,
) -> None:
    engine = create_engine(
        committed_database_url, role="bromost_notifications", task="worker", pool_size=3
    )
    owner = create_async_engine(committed_database_url)
    first, last = date(2027, 1, 1), date(2027, 2, 15)
    try:
        async with owner.begin() as connection:
            await connection.execute(text(KEYS))
        day = first
        while day <= last:
            await asyncio.gather(*(scan(session_maker(engine), day) for _ in range(3)))
            day += days(1)
        async with owner.begin() as connection:
            told = await connection.execute(
                text(
                    "SELECT payload ->> 'due_on', payload ->> 'count', count(*)"
                    " FROM common.outbox WHERE event_type = 'todo.due.v1' GROUP BY 1, 2"
                )
            )
            # Three steps for each of twenty people, of two keys at once.
            assert told.all() == [("2027-02-14", "2", 60)]
    finally:
        await engine.dispose()
        await owner.dispose()
