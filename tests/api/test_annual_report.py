"""The annual report of the KS portfolio: every figure that is on record."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.reports.repository import ReportRepository
from bromost_common.auth import Actor, Grant, Role
from bromost_common.db import new_id
from tests.api.ks_portfolio import FUNDERS, NO_COUNTRY, Loader, portfolio_rows

PATH = "/v1/reports/annual"
ON_RECORD = {
    (2005, "NMFA"): "18000000.00",
    (2005, "NORAD"): "3839000.00",
    (2006, "NMFA"): "24131516.00",
    (2006, "NORAD"): "4276353.00",
}
# How the report names what the sheet prints otherwise.
CALLED = {
    "Bosnia - Hercegovina": "Bosnia and Herzegovina",
    "Serbia Montenegro": "Serbia and Montenegro",
}


@pytest.fixture
async def portfolio(
    officer: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> AsyncClient:
    """A reader of the whole portfolio, with the rate that is on record."""
    await Loader(officer, session).load()
    answer = await officer.post(
        "/v1/conversion-rates",
        json={
            "from_currency": "NOK",
            "to_currency": "EUR",
            "rate": "0.12",
            "valid_on": "2005-01-01",
            "source": "100 NOK was about 12 EUR",
        },
    )
    assert answer.status_code == 201
    return reader


async def report(client: AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def nok(figure: dict[str, Any]) -> str:
    (amount,) = figure["amounts"]
    assert amount["currency"] == "NOK"
    return str(amount["amount"])


def money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def cells(part: dict[str, Any], found: dict[str, Any]) -> dict[tuple[int, str], str]:
    short = {funder["id"]: funder["short_name"] for funder in found["funders"]}
    return {
        (cell["year"], short[cell["funder_id"]]): nok(cell["figure"])
        for cell in part["cells"]
    }


async def test_sums_are_those_on_record(portfolio: AsyncClient) -> None:
    found = await report(portfolio)

    totals = found["totals"]
    assert found["years"] == [2005, 2006]
    assert cells(totals, found) == ON_RECORD
    assert [nok(y["figure"]) for y in totals["by_year"]] == [
        "21839000.00",
        "28407869.00",
    ]
    assert {nok(f["figure"]) for f in totals["by_funder"]} == {
        "42131516.00",
        "8115353.00",
    }
    assert nok(totals["total"]) == "50246869.00"
    assert {f["short_name"]: f["name"] for f in found["funders"]} == FUNDERS


async def test_countries_add_up_to_what_the_sheet_says(portfolio: AsyncClient) -> None:
    sums: dict[str, dict[tuple[int, str], Decimal]] = defaultdict(
        lambda: defaultdict(Decimal)
    )
    for row in portfolio_rows():
        key = int(row["year"]), row["funder"]
        sums[row["country_as_printed"]][key] += Decimal(row["amount_nok"])

    found = await report(portfolio)

    headings = found["countries"]
    assert len(headings) == 19
    assert (headings[-1]["codes"], headings[-1]["name"]) == ([], None)
    names = [heading["name"]["en"] for heading in headings[:-1]]
    assert names == sorted(names)
    shown = dict(zip(names, headings, strict=False)) | {NO_COUNTRY: headings[-1]}
    assert set(shown) == {CALLED.get(name, name) for name in sums}
    for name, by_column in sums.items():
        totals = shown[CALLED.get(name, name)]["totals"]
        assert cells(totals, found) == {k: money(v) for k, v in by_column.items()}
        assert nok(totals["total"]) == money(sum(by_column.values(), Decimal()))


async def test_every_project_is_there_once_with_its_lines(
    portfolio: AsyncClient,
) -> None:
    rows = portfolio_rows()

    found = await report(portfolio)

    projects = {p["code"]: p for c in found["countries"] for p in c["projects"]}
    assert sum(len(c["projects"]) for c in found["countries"]) == len(projects) == 35
    lines = {
        (code, *key): amount
        for code, project in projects.items()
        for key, amount in cells(project["totals"], found).items()
    }
    assert lines == {
        (row["row"], int(row["year"]), row["funder"]): money(Decimal(row["amount_nok"]))
        for row in rows
    }
    assert len(lines) == 55
    for row in rows:
        partners = row["partners_as_printed"].split(" | ")
        assert projects[row["row"]]["partners"] == partners


async def test_converted_figures_come_from_the_exact_sums(
    portfolio: AsyncClient,
) -> None:
    found = await report(portfolio, currency="EUR")

    assert found["totals"]["total"]["converted"] == "6029624.28"
    assert [y["figure"]["converted"] for y in found["totals"]["by_year"]] == [
        "2620680.00",
        "3408944.28",
    ]
    # The rate of 2005 is the newest on record for 2006, too.
    rates = [(r["year"], r["rate"], r["valid_on"]) for r in found["rates"]]
    assert rates == [(2005, "0.12", "2005-01-01"), (2006, "0.12", "2005-01-01")]
    assert found["rates"][0]["source"] == "100 NOK was about 12 EUR"
    assert found["missing_rates"] == []


async def test_no_number_of_the_report_is_a_float(portfolio: AsyncClient) -> None:
    def floats(part: Any) -> list[float]:
        match part:
            case dict():
                return [f for value in part.values() for f in floats(value)]
            case list():
                return [f for value in part for f in floats(value)]
            case float():
                return [part]
            case _:
                return []

    assert floats(await report(portfolio, currency="EUR")) == []


async def test_single_year_leaves_out_what_has_no_budget_then(
    portfolio: AsyncClient,
) -> None:
    found = await report(portfolio, from_year=2006, to_year=2006)

    assert found["years"] == [2006]
    assert found["available_years"] == {"first": 2005, "last": 2006}
    assert nok(found["totals"]["total"]) == "28407869.00"
    assert "Afghanistan" not in {
        c["name"]["en"] for c in found["countries"] if c["name"]
    }


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Afghanistan", "Zambia"),
        ("nb", "Afghanistan", "Zambia"),
        ("bs", "Afganistan", "Zambija"),
        ("pl", "Afganistan", "Zambia"),
    ],
)
async def test_countries_are_called_and_sorted_as_the_reader_does(
    portfolio: AsyncClient, language: str, first: str, last: str
) -> None:
    found = await report(portfolio, locale=language)
    by_header = await portfolio.get(
        PATH, headers={"Accept-Language": f"{language};q=0.9"}
    )

    names = [c["name"][language] for c in found["countries"] if c["name"]]
    assert (names[0], names[-1]) == (first, last)
    assert "Macedonia" in {c["name"]["en"] for c in found["countries"] if c["name"]}
    assert by_header.json() == found


async def test_a_programme_out_of_sight_is_no_part_of_a_report(
    portfolio: AsyncClient, session: AsyncSession, registry: FastAPI
) -> None:
    """Decided without row-level security, too: the session is the owner's."""
    programme = (await portfolio.get("/v1/programmes")).json()["items"][0]
    reports = ReportRepository(session)

    def funder(scope: UUID) -> Actor:
        return Actor(
            account_id=new_id(),
            session_id=new_id(),
            display_name="",
            locale="en",
            grants=(Grant(Role.FUNDER, scope),),
            access=registry.state.access,
        )

    wanted = UUID(programme["id"])
    assert await reports.programme(wanted, visible_to=funder(wanted)) is not None
    assert await reports.programme(wanted, visible_to=funder(new_id())) is None
