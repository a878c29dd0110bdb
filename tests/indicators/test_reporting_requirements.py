"""What reports a programme asks for, and who gets them to give."""

from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import SessionMaker
from bromost_indicators.reporting_requirements.periods import Span, spans
from bromost_indicators.reports.worker import ReportWorker, make_all
from tests.conftest import Somebody

from .building import refusal, version
from .reporting import (
    add_partner,
    add_project,
    ask,
    calendar,
    it_is,
    owed_reports,
    report,
    requirement_body,
    set_project,
    taken,
)

SPRING = ("2006-01-01", "2006-06-30", "2006-07-30")
AUTUMN = ("2006-07-01", "2006-12-31", "2007-01-30")


def days(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["starts_on"], one["ends_on"], one["due_on"]


@pytest.mark.parametrize(
    ("rhythm", "starts_on", "ends_on", "first", "count"),
    [
        ("month", "2006-01-31", "2006-04-30", ("2006-01-31", "2006-02-27"), 4),
        ("quarter", "2006-01-01", "2006-12-31", ("2006-01-01", "2006-03-31"), 4),
        ("half_year", "2006-01-01", "2006-12-31", ("2006-01-01", "2006-06-30"), 2),
        ("year", "2004-02-29", "2006-02-27", ("2004-02-29", "2005-02-27"), 2),
        ("year", "2006-06-01", "2006-08-31", ("2006-06-01", "2006-08-31"), 1),
        ("once", "2004-01-01", "2009-12-31", ("2004-01-01", "2009-12-31"), 1),
    ],
)
def test_a_rhythm_leaves_no_day_out(
    rhythm: str, starts_on: str, ends_on: str, first: tuple[str, str], count: int
) -> None:
    last = date.fromisoformat(ends_on)
    found = spans(rhythm, date.fromisoformat(starts_on), last)

    assert found[0] == Span(*map(date.fromisoformat, first))
    assert len(found) == count
    assert found[-1].ends_on == last
    for before, after in pairwise(found):
        assert (after.starts_on - before.ends_on).days == 1


async def test_lead_partners_owe_it_at_once_and_who_joins_later_then(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    system: SessionMaker,
) -> None:
    lead = await add_partner(session, project_id, "Aa kommune")
    made = await ask(officer, programme_id)

    assert [days(one) for one in made["periods"]] == [SPRING, AUTUMN]
    assert (made["report_count"], made["version"]) == (2, 1)
    (row,) = await calendar(officer, programme_id)
    assert (row["organisation"], row["project"]["id"]) == (
        {"id": str(lead), "name": "Aa kommune"},
        str(project_id),
    )
    assert [days(one) for one in row["reports"]] == [SPRING, AUTUMN]

    worker = ReportWorker(system)
    await worker.look()
    late = await add_project(session, programme_id, "9")
    await worker.look()
    # Nobody leads it yet; and how often it is looked at makes no more of them.
    await worker.look()
    rows = await calendar(officer, programme_id)
    assert [(row["organisation"] or {}).get("name") for row in rows] == [
        None,
        "Aa kommune",
    ]
    new_lead = await add_partner(session, late, "Bb opština")
    await worker.look()
    rows = await calendar(officer, programme_id)
    assert [row["organisation"]["name"] for row in rows] == ["Aa kommune", "Bb opština"]
    assert rows[1]["organisation"]["id"] == str(new_lead)
    assert len(rows[1]["reports"]) == 2
    await set_project(session, late, status="cancelled")
    await worker.look()
    assert len(await calendar(officer, programme_id)) == 1


async def test_only_days_in_which_a_project_runs_are_reported(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> None:
    await set_project(
        session, project_id, starts_on=date(2006, 8, 1), ends_on=date(2006, 11, 30)
    )
    await ask(officer, programme_id)
    await ask(officer, programme_id, kind="final", rhythm="project", days_to_report=60)

    (row,) = await calendar(officer, project_id)

    assert [(one["kind"], *days(one)) for one in row["reports"]] == [
        ("final", "2006-08-01", "2006-11-30", "2007-01-29"),
        ("progress", *AUTUMN),
    ]
    assert [one["of_project_days"] for one in row["reports"]] == [True, False]


async def test_named_organisations_owe_it_to_the_programme(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    somebody: Somebody,
) -> None:
    partner = await add_partner(session, project_id, "Cc gmina", "partner")
    made = await ask(
        officer,
        programme_id,
        kind="steering_group",
        owed_by="organisations",
        organisation_ids=[str(partner)],
        rhythm="explicit",
        periods=[
            {"starts_on": "2006-03-01", "ends_on": "2006-03-02"},
            {
                "starts_on": "2006-09-01",
                "ends_on": "2006-09-02",
                "due_on": "2006-12-01",
            },
        ],
    )
    first, second = made["periods"]
    assert (first["due_on"], first["is_agreed"]) == ("2006-04-01", False)
    assert (second["due_on"], second["is_agreed"]) == ("2006-12-01", True)
    (row,) = await calendar(officer, programme_id, organisation_id=str(partner))
    assert row["project"] is None

    # Their own people hand it in, and nobody else's.
    own = await somebody(Role.COORDINATOR, ScopeType.ORGANISATION, str(partner))
    (mine, _) = await owed_reports(own, programme_id)
    assert mine["my_rights"] == ["submit", "name_responsible", "read_comments"]
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    (seen, _) = await owed_reports(stranger, programme_id)
    assert seen["my_rights"] == []


async def test_changes_leave_alone_what_was_submitted(
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    app: FastAPI,
) -> None:
    it_is(app, date(2006, 8, 1))
    await add_partner(session, project_id, "Aa kommune")
    made = await ask(officer, programme_id)
    spring, autumn = await owed_reports(officer, project_id)
    people = (await officer.get(f"/v1/reports/{spring['id']}/people")).json()["people"]
    me = next(one["id"] for one in people if one["may_sign"])
    await taken(officer, spring, "submitted", signer_id=me)

    path = f"/v1/reporting-requirements/{made['id']}"
    stale = await officer.patch(path, json={}, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    changed = await officer.patch(
        path, json={"days_to_report": 10, "grace_days": 0}, headers=version(made)
    )
    assert changed.status_code == 200, changed.text
    assert (await report(officer, spring["id"]))["due_on"] == SPRING[2]
    now = await report(officer, autumn["id"])
    assert (now["due_on"], now["grace_days"]) == ("2007-01-10", 0)

    # Whole years would report the spring a second time.
    again = await officer.patch(
        path, json={"rhythm": "year"}, headers=version(changed.json())
    )
    assert refusal(again)[:2] == (409, "reports_overlap")
    gone = await officer.delete(path, headers=version(changed.json()))
    assert refusal(gone)[:2] == (409, "requirement_in_use")
    # Another lead partner owes what was not given yet.
    await add_partner(session, project_id, "Dd kommune")
    await make_all(app.state.sessions)
    rows = await calendar(officer, project_id)
    assert [len(row["reports"]) for row in rows] == [2, 1]


async def test_what_was_not_touched_goes_with_its_requirement(
    officer: AsyncClient, project_id: UUID, programme_id: UUID
) -> None:
    made = await ask(officer, programme_id)
    assert len(await owed_reports(officer, project_id)) == 2
    path = f"/v1/reporting-requirements/{made['id']}"

    assert (await officer.delete(path, headers=version(made))).status_code == 204
    assert await calendar(officer, project_id) == []
    listed = await officer.get(f"/v1/programmes/{programme_id}/reporting-requirements")
    assert listed.json()["items"] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_on": None}, "missing"),
        ({"ends_on": "2005-12-31"}, "ends_before_start"),
        ({"rhythm": "month", "ends_on": "2012-12-31"}, "too_many_periods"),
        ({"rhythm": "explicit"}, "missing"),
        (
            {
                "rhythm": "explicit",
                "periods": [
                    {"starts_on": "2006-01-01", "ends_on": "2006-06-30"},
                    {"starts_on": "2006-06-30", "ends_on": "2006-12-31"},
                ],
            },
            "periods_overlap",
        ),
        ({"owed_by": "organisations"}, "organisations_wrong"),
        ({"organisation_ids": [str(uuid4())]}, "organisations_wrong"),
        (
            {"owed_by": "organisations", "organisation_ids": [str(uuid4())]},
            "unknown_organisation",
        ),
        ({"signer_id": str(uuid4())}, "no_role_there"),
        ({"responsible_id": str(uuid4())}, "no_role_there"),
        ({"title": {"nb": "Rapport"}}, "original_language_missing"),
    ],
)
async def test_bad_requirements_are_refused(
    officer: AsyncClient, programme_id: UUID, changes: dict[str, Any], code: str
) -> None:
    path = f"/v1/programmes/{programme_id}/reporting-requirements"
    answer = await officer.post(path, json=requirement_body(**changes))
    assert refusal(answer) == (422, "invalid_request", [code])


async def test_one_kind_is_asked_for_once_of_the_same_days(
    officer: AsyncClient, programme_id: UUID
) -> None:
    await ask(officer, programme_id)
    path = f"/v1/programmes/{programme_id}/reporting-requirements"

    for changes in ({"rhythm": "year"}, {"rhythm": "project"}):
        answer = await officer.post(path, json=requirement_body(**changes))
        assert refusal(answer)[:2] == (409, "reports_overlap")
    await ask(officer, programme_id, kind="financial")
    await ask(officer, programme_id, starts_on="2007-01-01", ends_on="2007-12-31")
