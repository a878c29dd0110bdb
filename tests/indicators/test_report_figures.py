"""What reports tell in figures: wanted, reported before, now; and what is spent."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Role, ScopeType
from bromost_common.db import new_id
from bromost_indicators.access import ACCESS
from bromost_indicators.calculation.periods import Target
from bromost_indicators.calculation.reported import deviation
from tests.conftest import Somebody

from .building import (
    accept,
    add_indicator,
    add_period,
    record,
    refusal,
    version,
)
from .reporting import add_partner, ask, owed_reports, take, taken

HALVES = [
    ("2005-07-01", "2005-12-31", "30", "30"),
    ("2006-01-01", "2006-06-30", "20", "8"),
]


@pytest.mark.parametrize(
    ("value", "target", "off"),
    [
        ("75", Target(Decimal(100)), "-0.25"),
        ("100", Target(Decimal(100)), "0"),
        ("150", Target(Decimal(-100)), "2.5"),
        ("3", Target(Decimal(0)), None),
        ("0", Target(Decimal(0)), "0"),
        ("5", Target(), None),
        (None, Target(Decimal(1)), None),
        ("7", Target(low=Decimal(5), high=Decimal(10)), "0"),
        ("12", Target(low=Decimal(5), high=Decimal(10)), "0.2"),
        ("4", Target(low=Decimal(5)), "-0.2"),
    ],
)
def test_a_deviation_is_a_share_of_what_was_wanted(
    value: str | None, target: Target, off: str | None
) -> None:
    found = deviation(None if value is None else Decimal(value), target)

    assert found == (None if off is None else Decimal(off))


@pytest.fixture
async def counted(officer: AsyncClient, project_id: UUID) -> dict[str, Any]:
    """People trained, added up: 30 before the report, 8 of 20 wanted in it."""
    indicator = await add_indicator(
        officer, project_id, over_time="sum", target_value="80"
    )
    periods = []
    for first, last, wanted, said in HALVES:
        about: dict[str, Any] = {
            "starts_on": first,
            "ends_on": last,
            "target_value": wanted,
        }
        period = await add_period(officer, indicator, **about)
        answer = await record(officer, period, said, submit=True)
        assert answer.status_code == 201, answer.text
        periods.append(answer.json())
    await accept(officer, periods[0])
    return {**indicator, "periods": periods}


@pytest.fixture
async def owed(
    *,
    officer: AsyncClient,
    project_id: UUID,
    programme_id: UUID,
    session: AsyncSession,
    counted: dict[str, Any],
) -> dict[str, Any]:
    partner = await add_partner(session, project_id, "Aa kommune")
    asked = await ask(officer, programme_id, explain_from=20)
    one = (await owed_reports(officer, project_id))[0]
    name = f"row-{UUID(counted['id']).hex}"
    return {**one, "requirement": asked, "section": name, "partner": partner}


async def told(client: AsyncClient, one: dict[str, Any]) -> dict[str, Any]:
    answer = await client.get(f"/v1/reports/{one['id']}/figures")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def explain(
    client: AsyncClient, one: dict[str, Any], section: str, words: str
) -> int:
    path = f"/v1/reports/{one['id']}/sections/{section}"
    answer = await client.put(
        path, json={"text": {"en": words}}, headers={"If-Match": '"0"'}
    )
    return answer.status_code


async def signer_of(client: AsyncClient, one: dict[str, Any]) -> str:
    people = (await client.get(f"/v1/reports/{one['id']}/people")).json()["people"]
    return next(str(p["id"]) for p in people if p["may_sign"])


async def spend(
    session: AsyncSession, project_id: UUID, partner: UUID, budget: str, spent: Any
) -> None:
    """A budget line of 2006, and what was spent of it, by day."""
    line = new_id()
    about = {"project": project_id, "partner": partner}
    await session.execute(text("RESET ROLE"))
    await session.execute(
        text(
            "INSERT INTO api.budget_line (id, project_id, year, funder_id, amount,"
            " currency) VALUES (:id, :project, 2006, :partner, :amount, 'NOK')"
        ),
        {**about, "id": line, "amount": Decimal(budget)},
    )
    for day, amount, of_line in spent:
        await session.execute(
            text(
                "INSERT INTO api.transaction (id, project_id, kind, happened_on,"
                " amount, currency, giver_id, budget_line_id) VALUES (:id, :project,"
                " 'expenditure', :day, :amount, 'NOK', :partner, :line)"
            ),
            {
                **about,
                "id": new_id(),
                "day": date.fromisoformat(day),
                "amount": Decimal(amount),
                "line": line if of_line else None,
            },
        )
    await session.commit()


async def test_a_row_tells_what_was_wanted_what_was_before_and_what_is_now(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    counted: dict[str, Any],
    project_id: UUID,
    somebody: Somebody,
) -> None:
    (row,) = (found := await told(officer, owed))["rows"]

    assert (found["as_of"], found["include"]) == ("2006-06-30", "submitted")
    assert [row[name]["value"] for name in ("target", "target_to_date")] == ["20", "50"]
    came = [row[name]["value"] for name in ("previously", "now", "to_date")]
    assert came == ["30", "8", "38"]
    assert (row["deviation"], row["provisional"]) == ("-0.6000", True)
    (period,) = row["periods"]
    assert period["period_id"] == counted["periods"][1]["id"]
    assert row["words"]["is_mandatory"] is True

    # Who only funds it is told what was accepted, and nothing was of these days.
    funder = await somebody(Role.FUNDER, ScopeType.PROJECT, str(project_id))
    (row,) = (found := await told(funder, owed))["rows"]
    assert (found["include"], found["may_write"]) == ("accepted", False)
    assert (row["now"]["state"], row["to_date"]["value"]) == ("missing", "30")
    assert row["provisional"] is False


async def test_a_deviation_is_explained_before_the_report_is_submitted(
    *, officer: AsyncClient, owed: dict[str, Any], programme_id: UUID
) -> None:
    me = await signer_of(officer, owed)
    early = await take(officer, owed, "submitted", signer_id=me)
    assert refusal(early)[:2] == (409, "report_sections_missing")
    assert early.json()["current"] == {"sections": [owed["section"]]}

    for nowhere in ("row-12", f"row-{programme_id.hex}", owed["section"].upper()):
        assert await explain(officer, owed, nowhere, "x") in {404, 422}
    assert await explain(officer, owed, owed["section"], "Fewer came.") == 200
    await taken(officer, owed, "submitted", signer_id=me)
    mend = [{"section": owed["section"], "reason": "Why so few?"}]
    await taken(officer, owed, "returned", reason="See.", sections=mend)
    (row,) = (await told(officer, owed))["rows"]
    assert row["words"]["reason"] == "Why so few?"
    # Where the programme no longer asks for it, nothing has to be explained.
    path = f"/v1/reporting-requirements/{owed['requirement']['id']}"
    body: dict[str, Any] = {"explain_from": None}
    answer = await officer.patch(path, json=body, headers=version(owed["requirement"]))
    assert answer.json()["explain_from"] is None, answer.text
    (row,) = (await told(officer, owed))["rows"]
    assert row["words"]["is_mandatory"] is False
    section = {"section": "row-1", "title": {"en": "Mine"}}
    now = version(answer.json())
    answer = await officer.patch(path, json={"sections": [section]}, headers=now)
    assert refusal(answer) == (422, "invalid_request", ["section_reserved"])


async def test_money_is_told_source_by_source_to_whoever_may_read_it(
    *,
    officer: AsyncClient,
    owed: dict[str, Any],
    project_id: UUID,
    session: AsyncSession,
    app: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = [
        ("2005-12-31", "100.50", True),
        ("2006-01-01", "700", True),
        ("2006-06-30", "400", True),
        ("2006-03-01", "9.25", False),
        ("2006-07-01", "1000", True),
    ]
    await spend(session, project_id, owed["partner"], "1000", days)

    lines = (spending := (await told(officer, owed))["spending"])["lines"]
    names = ("budget", "previously", "now", "left", "deviation")
    by_line, by_none = [[line[name] for name in names] for line in lines]
    assert by_line == ["1000.00", "100.50", "1100.00", "-200.50", "0.2005"]
    assert by_none == ["0.00", "0.00", "9.25", "-9.25", None]
    assert [line["funder"] and line["funder"]["name"] for line in lines] == [
        "Aa kommune",
        None,
    ]
    assert spending["words"]["is_mandatory"] is True
    assert await explain(officer, owed, "spending", "Prices rose.") == 200
    # As a key that was allowed results alone.
    results = ACCESS.within(frozenset({"result.read", "result.write"}))
    monkeypatch.setattr(app.state, "access", results)
    assert (await told(officer, owed))["spending"] is None
    assert await explain(officer, owed, "spending", "Mine.") == 404


async def test_what_is_not_seen_has_no_figures(
    *, owed: dict[str, Any], somebody: Somebody
) -> None:
    stranger = await somebody(Role.COORDINATOR, ScopeType.PROJECT, str(new_id()))

    answer = await stranger.get(f"/v1/reports/{owed['id']}/figures")
    assert answer.status_code == 404
    assert await explain(stranger, owed, owed["section"], "x") == 404
