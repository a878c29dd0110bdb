"""How punctually reports came, as data: per partner, programme, period and kind."""

import csv
import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from tests.conftest import Somebody

from .building import refusal
from .reporting import add_partner, add_project, ask, it_is, owed_reports, taken

PATH = "/v1/reporting-timeliness"
COUNTS = ("expected", "received", "on_time", "late", "missing", "upcoming", "accepted")


async def told(client: AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    for name in COUNTS:
        assert sum(row[name] for row in found["items"]) == found["overall"][name]
    return found


def counts(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[name] for name in COUNTS)


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> list[dict[str, Any]]:
    """Two half-years of two partners: due on 30 July and 30 January, with 7 days."""
    other = await add_project(session, programme_id, "T-2")
    await add_partner(session, project_id, "=Aa kommune")
    await add_partner(session, other, "Bb kommune")
    await ask(officer, programme_id)
    return await owed_reports(officer, programme_id)


async def give(client: AsyncClient, one: dict[str, Any]) -> None:
    answer = await client.get(f"/v1/reports/{one['id']}/people")
    (signer, *_) = [p["id"] for p in answer.json()["people"] if p["may_sign"]]
    await taken(client, one, "submitted", signer_id=signer)


async def test_reports_count_as_expected_once_they_are_overdue_or_there(
    officer: AsyncClient,
    programme_id: UUID,
    owed: list[dict[str, Any]],
    app: FastAPI,
) -> None:
    of = {"owner_id": str(programme_id)}
    it_is(app, date(2006, 8, 6))
    before = (await told(officer, **of))["overall"]
    assert counts(before) == (0, 0, 0, 0, 0, 4, 0)
    assert (before["completeness"], before["timeliness"]) == (None, None)

    await give(officer, owed[0])
    assert counts((await told(officer, **of))["overall"]) == (1, 1, 1, 0, 0, 3, 0)
    it_is(app, date(2006, 8, 7))
    await give(officer, owed[2])
    after = (await told(officer, **of))["overall"]
    assert counts(after) == (2, 2, 1, 1, 0, 2, 0)
    assert (after["completeness"], after["timeliness"]) == ("1.0000", "0.5000")
    await taken(officer, owed[0], "returned", reason="Sums are off.")
    await taken(officer, owed[2], "accepted")
    it_is(app, date(2007, 2, 7))
    found = await told(officer, **of)
    assert counts(found["overall"]) == (4, 2, 1, 1, 2, 0, 1)
    assert found["as_of"] == "2007-02-07"


async def test_they_are_told_by_partner_programme_period_and_kind(
    *,
    officer: AsyncClient,
    programme_id: UUID,
    project_id: UUID,
    owed: list[dict[str, Any]],
    app: FastAPI,
) -> None:
    it_is(app, date(2007, 2, 7))
    await give(officer, owed[0])
    of = {"owner_id": str(programme_id)}

    partners = (await told(officer, **of))["items"]
    assert [(p["partner"]["name"], counts(p)[:4]) for p in partners] == [
        ("=Aa kommune", (2, 1, 0, 1)),
        ("Bb kommune", (2, 0, 0, 0)),
    ]
    (programme,) = (await told(officer, by="programme", **of))["items"]
    assert (programme["programme"]["id"], programme["missing"]) == (
        str(programme_id),
        3,
    )
    periods = (await told(officer, by="period", **of))["items"]
    assert [(p["period"]["ends_on"], p["received"]) for p in periods] == [
        ("2006-06-30", 1),
        ("2006-12-31", 0),
    ]
    (kind,) = (await told(officer, by="kind", **of))["items"]
    assert kind["kind"] == "progress"
    mine = await told(officer, owner_id=str(project_id))
    assert mine["overall"]["expected"] == 2
    assert (await told(officer, year=2005, **of))["items"] == []
    one = partners[1]["partner"]["id"]
    assert (await told(officer, organisation_id=one, **of))["overall"]["missing"] == 2


async def test_pages_go_on_and_the_sheet_has_all(
    officer: AsyncClient,
    programme_id: UUID,
    owed: list[dict[str, Any]],
    app: FastAPI,
) -> None:
    it_is(app, date(2007, 2, 7))
    await give(officer, owed[0])
    of = {"owner_id": str(programme_id)}

    answer = await officer.get(PATH, params={**of, "limit": 1, "with_total": True})
    page = answer.json()
    assert (page["total"], len(page["items"])) == (2, 1)
    follows = {**of, "limit": 1, "cursor": page["next_cursor"]}
    (last,) = (await officer.get(PATH, params=follows)).json()["items"]
    assert last["partner"]["name"] == "Bb kommune"

    answer = await officer.get(f"{PATH}.csv", params={**of, "locale": "nb"})
    assert answer.status_code == 200, answer.text
    sheet = csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";")
    head, *rows = sheet
    assert head[:2] == ["Partner", "Forventet"]
    # What looks like a formula is none.
    assert [row[0] for row in rows] == ["'=Aa kommune", "Bb kommune"]
    assert rows[0][1:] == ["2", "1", "0", "1", "1", "0", "0", "0,5000", "0,0000"]


async def test_whoever_does_not_see_a_project_learns_of_none_of_its_reports(
    *,
    programme_id: UUID,
    project_id: UUID,
    owed: list[dict[str, Any]],
    somebody: Somebody,
) -> None:
    reader = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(project_id))
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(uuid4()))

    own = (await told(reader))["overall"]
    assert own["upcoming"] + own["expected"] == 2
    assert counts((await told(stranger))["overall"]) == (0,) * 7
    for path in (PATH, f"{PATH}.csv"):
        asked = await stranger.get(path, params={"owner_id": str(programme_id)})
        assert refusal(asked)[:2] == (404, "not_found")
    assert len(owed) == 4
