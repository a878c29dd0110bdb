"""How a report gets from owed to accepted: by whom, in whose name, and when."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody

from .building import add_indicator, add_period, created, handed_in, published, refusal
from .reporting import (
    add_partner,
    ask,
    calendar,
    it_is,
    owed_reports,
    report,
    take,
    taken,
)


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> list[dict[str, Any]]:
    await add_partner(session, project_id, "Aa kommune")
    await ask(officer, programme_id)
    return await owed_reports(officer, project_id)


async def people_of(client: AsyncClient, one: dict[str, Any]) -> dict[str, str]:
    """By name, those who may sign."""
    answer = await client.get(f"/v1/reports/{one['id']}/people")
    assert answer.status_code == 200, answer.text
    people = answer.json()["people"]
    return {p["display_name"]: p["id"] for p in people if p["may_sign"]}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2006-06-30", "not_due"),
        ("2006-07-01", "due"),
        ("2006-08-06", "due"),
        ("2006-08-07", "overdue"),
    ],
)
async def test_the_day_tells_how_it_stands(
    *,
    officer: AsyncClient,
    programme_id: UUID,
    owed: list[dict[str, Any]],
    app: FastAPI,
    day: str,
    status: str,
) -> None:
    it_is(app, date.fromisoformat(day))
    spring = await report(officer, owed[0]["id"])

    assert (spring["status"], spring["overdue_from"]) == (status, "2006-08-07")
    (row,) = await calendar(officer, programme_id, status=status)
    assert spring["id"] in [one["id"] for one in row["reports"]]
    others = {"not_due", "due", "overdue"} - {status, "not_due"}
    for other in others:
        assert await calendar(officer, programme_id, status=other) == []
    assert await calendar(officer, programme_id, kind="annual") == []


async def test_a_submitted_report_keeps_who_did_it_and_who_signed(
    *,
    owed: list[dict[str, Any]],
    project_id: UUID,
    somebody: Somebody,
    session: AsyncSession,
    app: FastAPI,
) -> None:
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    approver = await somebody(Role.APPROVER, ScopeType.PROJECT, str(project_id))
    spring = owed[0]
    signers = await people_of(coordinator, spring)
    mayor = signers["Approver"]
    it_is(app, date(2006, 7, 20))

    given = await taken(coordinator, spring, "submitted", signer_id=mayor)
    assert (given["status"], given["received_on"]) == ("submitted", "2006-07-20")
    (step,) = given["steps"]
    assert (step["by"]["display_name"], step["signer"]["id"]) == ("Coordinator", mayor)
    (event,) = await published(session, "report.submitted.v1")
    assert event["told_roles"] == ["administrator", "programme_manager"]
    assert (event["project_id"], event["organisation"]) == (
        str(project_id),
        "Aa kommune",
    )
    again = await take(coordinator, spring, "submitted", signer_id=mayor)
    assert refusal(again)[:2] == (409, "already_submitted")
    for client in (coordinator, approver):
        assert (await take(client, spring, "accepted")).status_code == 403


async def test_what_is_returned_comes_again_and_keeps_its_first_day(
    officer: AsyncClient,
    owed: list[dict[str, Any]],
    session: AsyncSession,
    app: FastAPI,
) -> None:
    spring = owed[0]
    me = (await people_of(officer, spring))["Programme Manager"]
    it_is(app, date(2006, 7, 20))
    await taken(officer, spring, "submitted", signer_id=me)

    silent = await take(officer, spring, "returned")
    assert refusal(silent) == (422, "invalid_request", ["reason_required"])
    back = await taken(officer, spring, "returned", reason="Sums are off.")
    assert (back["status"], back["steps"][1]["reason"]) == ("returned", "Sums are off.")
    (event,) = await published(session, "report.returned.v1")
    assert (event["change"], event["reason"]) == ("returned", "Sums are off.")
    it_is(app, date(2006, 9, 1))
    await taken(officer, spring, "submitted", signer_id=me)
    done = await taken(officer, spring, "accepted")
    # What counts is when it first came.
    assert (done["status"], done["received_on"]) == ("accepted", "2006-07-20")
    assert [one["step"] for one in done["steps"]] == [
        *("submitted", "returned", "submitted", "accepted"),
    ]
    twice = await take(officer, spring, "accepted")
    assert refusal(twice)[:2] == (409, "report_step_impossible")


async def test_who_signs_has_authority_there(
    officer: AsyncClient,
    owed: list[dict[str, Any]],
    project_id: UUID,
    somebody: Somebody,
) -> None:
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    spring = owed[0]
    path = f"/v1/reports/{spring['id']}"
    people = (await officer.get(f"{path}/people")).json()["people"]
    ids = {one["display_name"]: one["id"] for one in people}
    assert [p["may_sign"] for p in people if p["display_name"] == "Contributor"] == [
        False
    ]

    for signer in (ids["Contributor"], str(uuid4())):
        answer = await take(coordinator, spring, "submitted", signer_id=signer)
        assert refusal(answer)[:2] == (409, "signer_without_authority")
    nobody = await take(coordinator, spring, "submitted")
    assert refusal(nobody) == (422, "invalid_request", ["missing"])


async def test_the_programme_names_who_signs_and_the_partner_who_sees_to_it(
    officer: AsyncClient,
    owed: list[dict[str, Any]],
    project_id: UUID,
    somebody: Somebody,
) -> None:
    coordinator = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    await somebody(Role.CONTRIBUTOR, ScopeType.PROJECT, str(project_id))
    spring = owed[0]
    path = f"/v1/reports/{spring['id']}"
    people = (await officer.get(f"{path}/people")).json()["people"]
    ids = {one["display_name"]: one["id"] for one in people}

    named = {"If-Match": f'"{spring["version"]}"'}
    own = {"signer_id": ids["Coordinator"]}
    denied = await coordinator.patch(path, json=own, headers=named)
    assert denied.status_code == 403
    wrong = await officer.patch(
        path, json={"signer_id": ids["Contributor"]}, headers=named
    )
    assert refusal(wrong) == (422, "invalid_request", ["no_role_there"])
    manager = {"signer_id": ids["Programme Manager"]}
    answer = await officer.patch(path, json=manager, headers=named)
    assert answer.status_code == 200, answer.text
    later = {"If-Match": f'"{answer.json()["version"]}"'}
    seen_to = {"responsible_id": ids["Contributor"]}
    answer = await coordinator.patch(path, json=seen_to, headers=later)
    assert answer.json()["responsible"]["id"] == ids["Contributor"]
    refused = await take(coordinator, spring, "submitted", signer_id=ids["Coordinator"])
    assert refusal(refused)[:2] == (409, "signer_without_authority")
    await taken(coordinator, spring, "submitted", signer_id=ids["Programme Manager"])


async def test_later_reports_stand_on_earlier_ones(
    officer: AsyncClient, owed: list[dict[str, Any]]
) -> None:
    spring, autumn = owed
    me = (await people_of(officer, spring))["Programme Manager"]
    for one in owed:
        await taken(officer, one, "submitted", signer_id=me)
        await taken(officer, one, "accepted")

    early = await take(officer, spring, "reopened", reason="A mistake.")
    assert refusal(early)[:2] == (409, "later_report_accepted")
    unsaid = await take(officer, autumn, "reopened")
    assert refusal(unsaid) == (422, "invalid_request", ["reason_required"])
    back = await taken(officer, autumn, "reopened", reason="Look again.")
    assert back["status"] == "returned"
    assert (await taken(officer, spring, "reopened", reason="A mistake."))[
        "status"
    ] == "returned"


async def test_values_of_its_days_may_be_a_part_that_must_be_there(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    await ask(officer, programme_id, rhythm="year", parts=["values"])
    (one,) = await owed_reports(officer, project_id)
    period = await add_period(officer, await add_indicator(officer, project_id))
    me = (await people_of(officer, one))["Programme Manager"]

    refused = await take(officer, one, "submitted", signer_id=me)
    assert refusal(refused)[:2] == (409, "report_values_missing")
    await handed_in(officer, period)
    await taken(officer, one, "submitted", signer_id=me)


async def test_of_closed_days_nothing_is_submitted_and_none_are_closed_twice(
    officer: AsyncClient, owed: list[dict[str, Any]], programme_id: UUID
) -> None:
    me = (await people_of(officer, owed[0]))["Programme Manager"]
    path = f"/v1/frameworks/{programme_id}/locks"
    year = {"starts_on": "2006-01-01", "ends_on": "2006-12-31", "reason": "Closed."}
    await created(officer, path, year)

    again = await officer.post(path, json=year)
    assert refusal(again)[:2] == (409, "already_locked")
    late = await take(officer, owed[0], "submitted", signer_id=me)
    assert refusal(late)[:2] == (409, "period_locked")


async def test_others_neither_see_nor_touch_it(
    owed: list[dict[str, Any]], programme_id: UUID, somebody: Somebody
) -> None:
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(uuid4()))
    path = f"/v1/reports/{owed[0]['id']}"

    assert (await stranger.get(path)).status_code == 404
    assert (await stranger.get(f"{path}/people")).status_code == 404
    calendar_path = f"/v1/frameworks/{programme_id}/reporting-calendar"
    assert (await stranger.get(calendar_path)).status_code == 404
    step = await stranger.post(
        f"{path}/steps", json={"step": "accepted"}, headers={"If-Match": '"1"'}
    )
    assert step.status_code == 404
