"""Two years of a portfolio beside each other."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bromost_common.db import new_id
from tests.api.ks_portfolio import NO_COUNTRY, Loader, portfolio_rows
from tests.api.portfolio import organisation, project
from tests.api.projects import budget_line, programme
from tests.api.projects import project as registered
from tests.statements import statements

PATH = "/v1/reports/comparison"
YEARS = {"first_year": 2005, "second_year": 2006}
# How the report names what the sheet prints otherwise.
CALLED = {
    "Bosnia - Hercegovina": "Bosnia and Herzegovina",
    "Serbia Montenegro": "Serbia and Montenegro",
    NO_COUNTRY: None,
}


@pytest.fixture
async def portfolio(
    officer: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> AsyncClient:
    await Loader(officer, session).load()
    return reader


async def compared(client: AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(PATH, params=YEARS | query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def nok(figure: dict[str, Any]) -> Decimal:
    assert [one["currency"] for one in figure["amounts"]] in ([], ["NOK"])
    return sum((Decimal(one["amount"]) for one in figure["amounts"]), Decimal())


def of_sheet(key: Callable[[dict[str, str]], Any]) -> dict[Any, Any]:
    """From the sheet alone: for each key, projects and amounts of both years."""
    found: dict[Any, Any] = defaultdict(lambda: [set(), Decimal(), set(), Decimal()])
    for row in portfolio_rows():
        at = 0 if row["year"] == "2005" else 2
        found[key(row)][at].add(row["row"])
        found[key(row)][at + 1] += Decimal(row["amount_nok"])
    return found


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("country", lambda row: CALLED.get(*[row["country_as_printed"]] * 2)),
        ("funder", lambda row: row["funder"]),
        ("programme", lambda _: "A programme"),
        ("theme", lambda _: None),
    ],
)
async def test_each_part_of_the_ks_portfolio_is_compared_as_the_sheet_has_it(
    portfolio: AsyncClient, by: str, key: Callable[[dict[str, str]], Any]
) -> None:
    found = await compared(portfolio, by=by)

    told = {
        one["short_name"] or one["name"]: [
            *(one["first"]["projects"], nok(one["first"]["figure"])),
            *(one["second"]["projects"], nok(one["second"]["figure"])),
        ]
        for one in found["groups"]
    }
    expected = {
        name: [len(first), before, len(second), after]
        for name, (first, before, second, after) in of_sheet(key).items()
    }
    assert told == expected
    for one in [*found["groups"], found["total"]]:
        before, after = nok(one["first"]["figure"]), nok(one["second"]["figure"])
        change = one["change"]
        assert nok(change["figure"]) == after - before
        counts = one["second"]["projects"] - one["first"]["projects"]
        assert change["projects"] == counts
        percent = None
        if before:
            share = 100 * (after - before) / before
            percent = str(share.quantize(Decimal("0.1"), ROUND_HALF_UP))
        assert change["percent"] == percent


async def test_the_whole_is_what_the_annual_report_says(portfolio: AsyncClient) -> None:
    total = (await compared(portfolio, by="country"))["total"]

    assert nok(total["first"]["figure"]) == Decimal("21839000.00")
    assert nok(total["second"]["figure"]) == Decimal("28407869.00")
    assert total["change"]["percent"] == "30.1"
    in_2005 = {row["row"] for row in portfolio_rows() if row["year"] == "2005"}
    assert total["first"]["projects"] == len(in_2005)


async def test_programmes_of_one_scheme_are_one_part(
    officer: AsyncClient, session: AsyncSession
) -> None:
    funder = await organisation(officer, "Norad")
    for code, scheme, amount in (
        ("A", {"en": "EEA Grants", "nb": "EØS-midlene"}, "100"),
        ("B", {"en": "EEA Grants", "nb": "EØS-midlene"}, "20"),
        ("C", None, "3"),
    ):
        made = await programme(officer, code=code, funding_scheme=scheme)
        seen = await registered(officer, made["id"], code=code)
        await budget_line(session, seen["id"], funder, amount=amount)

    found = await compared(officer, by="funding_scheme", locale="nb")

    assert [
        (one["name"], one["first"]["projects"], nok(one["first"]["figure"]))
        for one in found["groups"]
    ] == [("EØS-midlene", 2, Decimal(120)), (None, 1, Decimal(3))]


async def test_years_may_be_any_two_in_any_order(portfolio: AsyncClient) -> None:
    back = await compared(portfolio, first_year=2006, second_year=2005)
    none = await compared(portfolio, first_year=1999, second_year=2006)

    assert back["total"]["change"]["percent"] == "-23.1"
    assert none["total"]["first"] == {
        "projects": 0,
        "figure": {"amounts": [], "converted": None},
    }
    assert none["total"]["change"]["percent"] is None
    assert none["available_years"] == {"first": 2005, "last": 2006}
    for query, years in [
        ({}, [2005, 2006]),
        ({"first_year": 2006}, [2006, 2007]),
        ({"first_year": 2005}, [2005, 2006]),
        ({"second_year": 2005}, [2004, 2005]),
    ]:
        answer = await portfolio.get(PATH, params=query)
        assert answer.json()["years"] == years


async def test_amounts_in_several_currencies_are_compared_when_converted(
    officer: AsyncClient, reader: AsyncClient, session: AsyncSession
) -> None:
    funder = await organisation(officer, "Norad", kind="agency")
    one = await project(session, "1", countries=["BA", "HR"])
    for year, currency, amount in [
        (2005, "NOK", "1000.00"),
        (2006, "NOK", "1000.00"),
        (2006, "EUR", "20.00"),
    ]:
        body = {"year": year, "funder_id": funder, "currency": currency}
        line = body | {"amount": amount}
        answer = await officer.post(f"/v1/projects/{one}/budget-lines", json=line)
        assert answer.status_code == 201, answer.text

    (given,) = (await compared(reader))["groups"]
    without_rate = await compared(reader, currency="EUR")
    rate = {"from_currency": "NOK", "to_currency": "EUR", "rate": "0.12"}
    rate |= {"valid_on": "2005-01-01", "source": "Synthetic"}
    assert (await officer.post("/v1/conversion-rates", json=rate)).status_code == 201
    converted = await compared(reader, currency="EUR")

    assert given["name"] == "Bosnia and Herzegovina, Croatia"
    assert given["change"]["figure"]["amounts"] == [
        {"currency": "EUR", "amount": "20.00"},
        {"currency": "NOK", "amount": "0.00"},
    ]
    assert given["change"]["percent"] is None
    assert without_rate["total"]["change"]["figure"]["converted"] is None
    assert [one["year"] for one in without_rate["missing_rates"]] == [2005, 2006]
    change = converted["total"]["change"]
    assert change["figure"]["converted"] == "20.00"
    assert change["percent"] == "16.7"
    assert converted["missing_rates"] == []


async def test_a_project_of_several_themes_is_counted_once(
    portfolio: AsyncClient, session: AsyncSession
) -> None:
    themes = [new_id(), new_id()]
    for theme_id, code, name in zip(
        themes, ("t1", "t2"), ("Youth", "Environment"), strict=True
    ):
        await session.execute(
            text(
                "INSERT INTO api.theme (id, code, name)"
                " VALUES (:id, :code, jsonb_build_object('en', CAST(:name AS text)))"
            ),
            {"id": theme_id, "code": code, "name": name},
        )
    for theme_id in themes:
        await session.execute(
            text("INSERT INTO api.project_theme SELECT min(id::text)::uuid, :theme"
                 " FROM api.project WHERE code = '2'"),
            {"theme": theme_id},
        )  # fmt: skip
    await session.commit()

    found = await compared(portfolio, by="theme")

    assert [one["name"] for one in found["groups"]] == ["Environment, Youth", None]
    for year in ("first", "second"):
        each = [one[year]["projects"] for one in found["groups"]]
        assert sum(each) == found["total"][year]["projects"]


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"by": "colour"}, "by", "literal_error"),
        ({"first_year": "MMV"}, "first_year", "int_parsing"),
        ({"first_year": 1}, "first_year", "greater_than_equal"),
        ({"second_year": 2005}, "second_year", "same_year"),
        ({"currency": "XQX"}, "currency", "unknown_currency"),
    ],
)
async def test_what_cannot_be_compared_is_refused(
    reader: AsyncClient, query: dict[str, Any], field: str, code: str
) -> None:
    for path in (PATH, f"{PATH}.csv"):
        answer = await reader.get(path, params=YEARS | query)

        assert answer.status_code == 422, answer.text
        (error,) = answer.json()["fields"]
        assert (error["loc"][-1], error["code"]) == (field, code)


async def test_a_programme_that_one_may_not_see_is_not_there(
    reader: AsyncClient,
) -> None:
    answer = await reader.get(PATH, params=YEARS | {"programme": str(new_id())})
    assert answer.status_code == 404


@pytest.mark.parametrize(("language", "mark"), [("en", "."), ("pl", ",")])
async def test_the_file_has_the_same_figures(
    portfolio: AsyncClient, language: str, mark: str
) -> None:
    query = YEARS | {"by": "funder", "locale": language}
    answer = await portfolio.get(f"{PATH}.csv", params=query)

    assert answer.status_code == 200
    name = answer.headers["content-disposition"]
    assert name == 'attachment; filename="comparison-2005-2006.csv"'
    content = answer.content.decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(content), delimiter=";")
    *_, total = rows
    assert len(rows) == 3
    assert total[2] == f"21839000{mark}00"
    assert total[-1] == f"30{mark}1"


async def test_it_takes_the_same_queries_for_any_number_of_projects(
    officer: AsyncClient,
    reader: AsyncClient,
    session: AsyncSession,
    connection: AsyncConnection,
) -> None:
    counts = []
    funder = await organisation(officer, "Norad", kind="agency")
    for code in range(3):
        one = await project(session, str(code), countries=["BA"])
        line = {"year": 2005, "funder_id": funder, "amount": "1.00", "currency": "NOK"}
        await officer.post(f"/v1/projects/{one}/budget-lines", json=line)
        with statements(connection) as sent:
            await compared(reader)
        counts.append(len(sent))
    assert len(set(counts)) == 1
