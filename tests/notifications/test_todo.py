"""What somebody has to do is computed from how things stand."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody
from tests.indicators.building import handed_in, record, step
from tests.indicators.test_programme_rules import lay_down
from tests.notifications.conftest import account_of
from tests.notifications.doing import (
    DUE,
    it_is,
    kinds,
    make_project,
    owed,
    same_person,
    todo,
)


@pytest.fixture
async def office(
    indicators: FastAPI, client: AsyncClient
) -> AsyncIterator[AsyncClient]:
    """The administrator, at the indicators service."""
    async with same_person(indicators, client) as other:
        yield other


@pytest.fixture
async def project(session: AsyncSession) -> tuple[UUID, UUID]:
    return await make_project(session)


async def test_values_are_due_to_who_reports_there_until_they_are_handed_in(
    app: FastAPI,
    office: AsyncClient,
    somebody: Somebody,
    project: tuple[UUID, UUID],
    session: AsyncSession,
) -> None:
    project_id, _ = project
    other_id, _ = await make_project(session, "9")
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    stranger = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(other_id))
    period = await owed(office, project_id)
    await owed(office, project_id)
    it_is(app, date(2007, 1, 10))

    (one,) = await todo(contributor)

    assert (one["kind"], one["due_on"], one["urgency"]) == (
        "values_due",
        str(DUE),
        "later",
    )
    assert (one["object_id"], one["count"]) == (str(project_id), 2)
    assert one["params"]["title"] == {"en": "Youth enterprises"}
    assert await todo(stranger) == []
    # The administrator reports nothing, but reviews what was handed in.
    await handed_in(office, period)
    assert await kinds(contributor) == [("values_due", str(DUE), 1)]


async def test_a_named_person_is_asked_instead_of_the_role(
    app: FastAPI,
    office: AsyncClient,
    somebody: Somebody,
    project: tuple[UUID, UUID],
    session: AsyncSession,
) -> None:
    project_id, _ = project
    named, other = [
        await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
        for _ in range(2)
    ]
    it_is(app, DUE)
    period = await owed(
        office, project_id, responsible_ids=[str(await account_of(session, named))]
    )

    assert await kinds(named) == [("values_due", str(DUE), 1)]
    assert await kinds(other) == []
    # Who is gone is not waited for.
    await session.execute(text("RESET ROLE"))
    await session.execute(text("DELETE FROM indicators.indicator_responsible"))
    assert await kinds(other) == [("values_due", str(DUE), 1)]
    assert period["ends_on"] == "2006-12-31"


async def test_reviews_go_to_whom_the_programme_wants(
    office: AsyncClient,
    client: AsyncClient,
    somebody: Somebody,
    indicators: FastAPI,
    project: tuple[UUID, UUID],
) -> None:
    project_id, programme_id = project
    manager = await somebody(
        Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(programme_id)
    )
    await lay_down(office, programme_id, second_level=True, days_to_review=3)
    entry = await handed_in(office, await owed(office, project_id))

    ((kind, due_on, count),) = await kinds(manager)
    assert (kind, count) == ("values_to_verify", 1)
    assert date.fromisoformat(due_on) <= datetime.now(UTC).date() + timedelta(days=3)

    assert await step(office, entry, "verified") == ("done", None)
    # Who verified it leaves it to another one.
    assert [kind for kind, _, _ in await kinds(manager)] == ["values_to_accept"]
    assert await kinds(client) == []

    async with same_person(indicators, manager) as there:
        assert await step(there, entry, "accepted") == ("done", None)
    assert await kinds(manager) == []


async def test_what_was_returned_waits_for_who_recorded_it(
    office: AsyncClient,
    somebody: Somebody,
    indicators: FastAPI,
    project: tuple[UUID, UUID],
) -> None:
    project_id, _ = project
    recorder, colleague = [
        await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
        for _ in range(2)
    ]
    period = await owed(office, project_id)
    async with same_person(indicators, recorder) as there:
        entry = await handed_in(there, period)
        steps = [{"entry_id": entry, "status": "returned", "reason": "Why so many?"}]
        returned = await office.post("/v1/entry-steps", json={"steps": steps})
        assert returned.json()["done"] == 1

        assert [kind for kind, _, _ in await kinds(recorder)] == ["values_returned"]
        assert await kinds(colleague) == []


async def test_closing_moving_and_locking_need_nothing_else(
    app: FastAPI,
    office: AsyncClient,
    somebody: Somebody,
    project: tuple[UUID, UUID],
    session: AsyncSession,
) -> None:
    project_id, programme_id = project
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    await owed(office, project_id)
    it_is(app, DUE)

    await lay_down(office, programme_id, days_to_report=45)
    assert await kinds(contributor) == [
        ("values_due", str(DUE + timedelta(days=15)), 1)
    ]
    lock = {"starts_on": "2006-01-01", "ends_on": "2006-12-31", "reason": "Closed."}
    locked = await office.post(f"/v1/frameworks/{project_id}/locks", json=lock)
    assert locked.status_code == 201, locked.text
    assert await kinds(contributor) == []
    await session.execute(text("RESET ROLE"))
    await session.execute(text("DELETE FROM indicators.period_lock"))
    assert len(await kinds(contributor)) == 1
    await session.execute(
        text("UPDATE api.project SET status = 'completed' WHERE id = :id"),
        {"id": project_id},
    )
    await session.commit()
    assert await kinds(contributor) == []


async def test_urgency_pages_and_counts_agree(
    app: FastAPI,
    office: AsyncClient,
    somebody: Somebody,
    project: tuple[UUID, UUID],
) -> None:
    project_id, _ = project
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    for year in (2005, 2006):
        await owed(
            office,
            project_id,
            year,
            baseline_state="not_collected",
            baseline_value=None,
            baseline_on=None,
        )
    it_is(app, DUE - timedelta(days=6))

    first = (await contributor.get("/v1/todo", params={"limit": 3})).json()
    rest = await todo(contributor, cursor=first["next_cursor"])
    assert [(one["kind"], one["urgency"]) for one in [*first["items"], *rest]] == [
        ("baselines_missing", "overdue"),
        ("values_due", "overdue"),
        ("baselines_missing", "this_week"),
        ("values_due", "this_week"),
    ]
    counted = await contributor.get("/v1/todo/count")
    assert counted.json() == {"overdue": 2, "this_week": 2, "later": 0}
    same = await contributor.get(
        "/v1/todo/count", headers={"If-None-Match": counted.headers["etag"]}
    )
    assert (same.status_code, same.content) == (304, b"")


async def test_what_is_ones_own_is_seen_by_nobody_else(
    app: FastAPI,
    client: AsyncClient,
    officer: AsyncClient,
    session: AsyncSession,
) -> None:
    me = await account_of(session, client)
    await session.execute(
        text(
            "INSERT INTO api.machine"
            " (id, account_id, kind, handle, name, permissions, expires_at)"
            " VALUES (gen_random_uuid(), :me, 'api_key', 'abcd1234', 'Sheets',"
            " '{project.read}', '2026-12-24 12:00Z')"
        ),
        {"me": me},
    )
    await session.commit()
    it_is(app, date(2026, 12, 20))

    assert [(one["kind"], one["params"]["name"]) for one in await todo(client)] == [
        ("key_expiring", "Sheets")
    ]
    assert await todo(officer) == []
    it_is(app, date(2027, 2, 20))
    assert await todo(client) == []


async def test_a_value_that_is_being_written_is_still_due(
    app: FastAPI, office: AsyncClient, somebody: Somebody, project: tuple[UUID, UUID]
) -> None:
    project_id, _ = project
    contributor = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    await record(office, await owed(office, project_id), "5", status="draft")
    it_is(app, DUE + timedelta(days=400))

    assert await kinds(contributor) == [("values_due", str(DUE), 1)]
