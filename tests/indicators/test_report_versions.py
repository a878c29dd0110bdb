"""What a report told when it was accepted stays, whatever changes later."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from tests.conftest import Somebody

from .building import accept, add_indicator, add_period, record
from .reporting import add_partner, ask, owed_reports, taken

SECTION = [{"section": "progress", "title": {"en": "Progress"}}]
HALVES = [
    ("2006-01-01", "2006-06-30", "8"),
    ("2006-07-01", "2006-12-31", "5"),
]


@pytest.fixture
async def owed(
    officer: AsyncClient, project_id: UUID, programme_id: UUID, session: AsyncSession
) -> list[dict[str, Any]]:
    """Two reports, of an indicator with a value handed in for each."""
    indicator = await add_indicator(officer, project_id, over_time="sum")
    periods = []
    for first, last, said in HALVES:
        days: dict[str, Any] = {"starts_on": first, "ends_on": last}
        period = await add_period(officer, indicator, **days)
        answer = await record(officer, period, said, submit=True)
        periods.append(answer.json())
    await add_partner(session, project_id, "Aa kommune")
    await ask(officer, programme_id, sections=SECTION)
    reports = await owed_reports(officer, project_id)
    return [
        {**one, "period": period} for one, period in zip(reports, periods, strict=True)
    ]


async def got(client: AsyncClient, one: dict[str, Any], what: str) -> Any:
    answer = await client.get(f"/v1/reports/{one['id']}/{what}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(client: AsyncClient, one: dict[str, Any]) -> tuple[str | None, str]:
    """The value of its days, and what it says."""
    (row,) = (await got(client, one, "figures"))["rows"]
    (section,) = (await got(client, one, "sections"))["sections"]
    return row["now"]["value"], section["text"]["en"]


async def give(
    client: AsyncClient, one: dict[str, Any], words: str, version: int = 0
) -> None:
    path = f"/v1/reports/{one['id']}"
    body = {"text": {"en": words}}
    tag = {"If-Match": f'"{version}"'}
    said = await client.put(f"{path}/sections/progress", json=body, headers=tag)
    assert said.status_code == 200, said.text
    people = (await client.get(f"{path}/people")).json()["people"]
    me = next(str(p["id"]) for p in people if p["may_sign"])
    await taken(client, one, "submitted", signer_id=me)
    await taken(client, one, "accepted")


async def correct(
    client: AsyncClient, period: dict[str, Any], value: str
) -> dict[str, Any]:
    if period["current"]["status"] != "accepted":
        await accept(client, period)
    answer = await record(client, period, value, reason="Counted again.")
    assert answer.status_code == 201, answer.text
    await accept(client, answer.json())
    corrected = answer.json()
    return {**corrected, "current": {**corrected["current"], "status": "accepted"}}


async def test_an_accepted_report_stays_as_it_was_accepted(
    *,
    officer: AsyncClient,
    owed: list[dict[str, Any]],
    project_id: UUID,
    somebody: Somebody,
) -> None:
    spring, autumn = owed
    await give(officer, spring, "Two schools")
    period = await correct(officer, spring["period"], "6")

    assert await told(officer, spring) == ("8", "Two schools")
    (section,) = (await got(officer, spring, "sections"))["sections"]
    assert section["written_by"]["display_name"] == "Programme Manager"
    assert (await got(officer, spring, "figures"))["may_write"] is False
    # What waited then was accepted by nobody: whoever only funds it never reads it.
    funder = await somebody(Role.FUNDER, ScopeType.PROJECT, str(project_id))
    assert await told(funder, spring) == (None, "Two schools")
    # The next one tells that it has become another figure since.
    (row,) = (await got(officer, autumn, "figures"))["rows"]
    before = (row["previously"]["value"], row["previously_told"]["value"])
    assert before == ("6", "8")

    await taken(officer, spring, "reopened", reason="Counted again.")
    assert await told(officer, spring) == ("6", "Two schools")
    await give(officer, spring, "One school", 1)
    await correct(officer, period, "7")
    assert await told(officer, spring) == ("6", "One school")
    first, second = [await got(officer, spring, f"versions/{n}") for n in (1, 2)]
    assert [one["figures"]["rows"][0]["now"]["value"] for one in (first, second)] == [
        "8",
        "6",
    ]
    assert first["accepted_by"]["display_name"] == "Programme Manager"
    assert first["sections"]["sections"][0]["text"] == {"en": "Two schools"}
    assert (first["number"], second["number"]) == (1, 2)


async def test_versions_are_not_changed_and_not_told_to_others(
    *,
    officer: AsyncClient,
    owed: list[dict[str, Any]],
    somebody: Somebody,
    connection: AsyncConnection,
) -> None:
    spring, _ = owed
    await give(officer, spring, "Two schools")
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(new_id()))

    for client, number in ((stranger, "1"), (officer, "2")):
        answer = await client.get(f"/v1/reports/{spring['id']}/versions/{number}")
        assert answer.status_code == 404
    kept = "SELECT contents::text FROM indicators.report_version"
    await connection.execute(text("RESET ROLE"))
    contents = (await connection.execute(text(kept))).scalar_one()
    assert "Programme Manager" not in contents
    await connection.execute(text("SET LOCAL ROLE bromost_indicators"))
    with pytest.raises(DBAPIError, match="permission denied"):
        await connection.execute(text("DELETE FROM indicators.report_version"))
