"""Reports are to be given, corrected and accepted, and people are reminded of it."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import SessionMaker
from bromost_notifications.deadlines.scan import scan
from tests.conftest import Somebody
from tests.indicators.building import published
from tests.indicators.reporting import ask, owed_reports, taken
from tests.notifications.conftest import account_of
from tests.notifications.doing import it_is, kinds, make_project, same_person, todo

DUE = date(2006, 7, 30)


@pytest.fixture
async def office(
    indicators: FastAPI, client: AsyncClient
) -> AsyncIterator[AsyncClient]:
    """The administrator, at the indicators service."""
    async with same_person(indicators, client) as other:
        yield other


async def signer_of(office: AsyncClient, one: dict[str, Any]) -> str:
    answer = await office.get(f"/v1/reports/{one['id']}/people")
    people = answer.json()["people"]
    return str(next(one["id"] for one in people if one["may_sign"]))


async def test_a_report_waits_for_who_submits_it_and_then_for_who_accepts_it(
    app: FastAPI, office: AsyncClient, somebody: Somebody, session: AsyncSession
) -> None:
    project_id, programme_id = await make_project(session)
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    named = await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    manager = await somebody(
        Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(programme_id)
    )
    it_is(app, DUE)
    await ask(office, programme_id, ends_on="2006-06-30")
    (spring,) = await owed_reports(office, project_id)

    (one,) = await todo(coordinator)
    assert (one["kind"], one["due_on"]) == ("report_due", str(DUE))
    assert (one["object_type"], one["object_id"]) == ("report", spring["id"])
    assert one["params"]["report_kind"] == "progress"
    assert await kinds(manager) == await kinds(named) == []

    # Who is named is asked instead of the role.
    who = {"responsible_id": str(await account_of(session, named))}
    headers = {"If-Match": f'"{spring["version"]}"'}
    path = f"/v1/reports/{spring['id']}"
    assert (await office.patch(path, json=who, headers=headers)).status_code == 200
    assert await kinds(named) == [("report_due", str(DUE), 1)]
    assert await kinds(coordinator) == []

    signer = await signer_of(office, spring)
    await taken(office, spring, "submitted", signer_id=signer)
    assert await kinds(named) == []
    it_is(app, date(2100, 1, 1))
    assert [kind for kind, _, _ in await kinds(manager)] == ["report_to_accept"]
    await taken(office, spring, "returned", reason="Sums are off.")
    assert [kind for kind, _, _ in await kinds(named)] == ["report_returned"]
    assert await kinds(manager) == []
    await taken(office, spring, "submitted", signer_id=signer)
    await taken(office, spring, "accepted")
    assert await kinds(named) == await kinds(manager) == []


async def test_people_are_reminded_of_reports_before_and_after_the_day(
    office: AsyncClient,
    somebody: Somebody,
    session: AsyncSession,
    notifications: FastAPI,
) -> None:
    project_id, programme_id = await make_project(session)
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    await somebody(Role.PROGRAMME_MANAGER, ScopeType.PROGRAMME, str(programme_id))
    await ask(office, programme_id, ends_on="2006-06-30")
    system: SessionMaker = notifications.state.sessions

    for day in (date(2006, 7, 23), date(2006, 7, 23), date(2006, 8, 6)):
        await scan(system, day)
    told = await published(session, "todo.due.v1")

    me = str(await account_of(session, coordinator))
    mine = [one for one in told if one["told_to"] == [me]]
    assert [(one["change"], one["due_on"]) for one in mine] == [
        ("report_due", str(DUE))
    ] * 2
    await scan(system, date(2006, 8, 13))
    told = await published(session, "todo.due.v1")
    assert len(told) == 3
    assert told[-1]["told_to"] != [me]
