"""What the annual report does where the KS portfolio never goes."""

import csv
import io
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from tests.api.portfolio import organisation, partnership, project
from tests.statements import statements

PATH = "/v1/reports/annual"
Give = Callable[..., Awaitable[None]]


@pytest.fixture
async def give(officer: AsyncClient) -> Give:
    """Adds a budget line of one funder."""
    funder_id = await organisation(officer, "Norad", kind="agency")

    async def give(
        project_id: str, amount: str, year: int = 2005, currency: str = "NOK"
    ) -> None:
        answer = await officer.post(
            f"/v1/projects/{project_id}/budget-lines",
            json={
                "year": year, "funder_id": funder_id,
                "amount": amount, "currency": currency,
            },
        )  # fmt: skip
        assert answer.status_code == 201, answer.text

    return give


async def rate(client: AsyncClient, value: str, valid_on: str, **pair: str) -> None:
    body = {"from_currency": "NOK", "to_currency": "EUR"} | pair
    body |= {"rate": value, "valid_on": valid_on, "source": "A bank"}
    answer = await client.post("/v1/conversion-rates", json=body)
    assert answer.status_code == 201, answer.text


async def report(client: AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("rates", "used"),
    [
        ([("0.1", "2004-06-01")], ("0.1", "on_or_before")),
        ([("0.1", "2004-06-01"), ("0.2", "2005-12-31")], ("0.2", "on_or_before")),
        ([("0.1", "2005-01-01"), ("0.2", "2006-01-01")], ("0.1", "on_or_before")),
        ([("0.2", "2006-01-01"), ("0.3", "2007-01-01")], ("0.2", "nearest_later")),
    ],
)
async def test_rate_of_a_year_is_the_newest_by_its_end_else_the_next(
    officer: AsyncClient,
    session: AsyncSession,
    give: Give,
    rates: list[tuple[str, str]],
    used: tuple[str, str],
) -> None:
    await give(await project(session, "1"), "1000")
    for value, day in rates:
        await rate(officer, value, day)

    found = await report(officer, currency="EUR")

    assert [(r["rate"], r["basis"]) for r in found["rates"]] == [used]
    expected = {"0.1": "100.00", "0.2": "200.00"}[used[0]]
    assert found["totals"]["total"]["converted"] == expected


async def test_total_is_converted_from_the_exact_sum_and_rounded_half_up(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    for code in ("1", "2", "3"):
        await give(await project(session, code), "0.04")
    await rate(officer, "0.125", "2005-01-01")

    found = await report(officer, currency="EUR")

    (heading,) = found["countries"]
    each = [p["totals"]["total"]["converted"] for p in heading["projects"]]
    assert each == ["0.01", "0.01", "0.01"]
    assert found["totals"]["total"]["converted"] == "0.02"


async def test_what_cannot_be_converted_is_named_and_never_left_out_of_a_sum(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    one, two = await project(session, "1"), await project(session, "2")
    await give(one, "1000")
    await give(two, "50", currency="PLN")
    await give(two, "7", currency="EUR")
    await rate(officer, "0.1", "2005-01-01")

    found = await report(officer, currency="EUR")

    assert found["missing_rates"] == [{"year": 2005, "from_currency": "PLN"}]
    (heading,) = found["countries"]
    assert [p["totals"]["total"]["converted"] for p in heading["projects"]] == [
        "100.00",
        None,
    ]
    total = found["totals"]["total"]
    assert total["converted"] is None
    assert [(a["currency"], a["amount"]) for a in total["amounts"]] == [
        ("EUR", "7.00"), ("NOK", "1000.00"), ("PLN", "50.00"),
    ]  # fmt: skip


async def test_project_in_several_countries_is_counted_once(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    await give(await project(session, "1", countries=["ZM", "MW"]), "10")
    await give(await project(session, "2", countries=["MW"]), "5")
    await give(await project(session, "3"), "1")

    found = await report(officer)

    shown = [
        (c["codes"], (c["name"] or {}).get("en"), c["totals"]["total"]["amounts"])
        for c in found["countries"]
    ]
    assert [(codes, name, a[0]["amount"]) for codes, name, a in shown] == [
        (["MW"], "Malawi", "5.00"),
        (["MW", "ZM"], "Malawi, Zambia", "10.00"),
        ([], None, "1.00"),
    ]


@pytest.mark.parametrize(
    ("year", "name"), [(2018, "Macedonia"), (2019, "North Macedonia")]
)
async def test_country_is_called_as_it_was_at_the_end_of_the_period(
    officer: AsyncClient, session: AsyncSession, give: Give, year: int, name: str
) -> None:
    await give(await project(session, "1", countries=["MK"]), "10", year=year)

    found = await report(officer)

    assert [c["name"]["en"] for c in found["countries"]] == [name]


async def test_members_who_were_there_in_the_period_are_named_by_side(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    project_id = await project(session, "32")
    gran, mukono, lugazi, tosno = [
        await organisation(officer, name)
        for name in ("Gran", "Mukono", "Lugazi", "Tosno")
    ]
    bound = await partnership(
        officer, [gran], [mukono, lugazi], project_ids=[project_id]
    )
    members = [
        {"organisation_id": gran, "side": 1},
        {"organisation_id": mukono, "side": 2},
        {"organisation_id": lugazi, "side": 2},
        {"organisation_id": tosno, "side": 2, "joined_on": "2006-01-01"},
    ]
    await officer.patch(
        f"/v1/partnerships/{bound['id']}",
        json={"members": members},
        headers={"If-Match": '"1"'},
    )
    await give(project_id, "1", year=2005)
    await give(project_id, "1", year=2006)

    for year, named in [(2005, "Mukono & Lugazi"), (2006, "Mukono, Lugazi & Tosno")]:
        found = await report(officer, from_year=year, to_year=year)
        assert found["countries"][0]["projects"][0]["partners"] == [f"Gran - {named}"]


async def test_archived_project_leaves_the_report(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    await give(await project(session, "1"), "10")
    await give(await project(session, "2"), "5")
    await session.execute(
        text("UPDATE api.project SET archived_at = now() WHERE code = '1'")
    )
    await session.commit()

    found = await report(officer)

    assert found["totals"]["total"]["amounts"][0]["amount"] == "5.00"
    assert [p["code"] for p in found["countries"][0]["projects"]] == ["2"]


async def test_programme_narrows_the_report(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    await give(await project(session, "1"), "10")
    mine = await session.scalar(text("SELECT id FROM api.programme"))

    found = await report(officer, programme=str(mine))
    nowhere = await officer.get(
        PATH, params={"programme": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12"}
    )

    assert found["programme"]["code"] == "P"
    assert found["totals"]["total"]["amounts"][0]["amount"] == "10.00"
    assert nowhere.status_code == 404


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"from_year": 2006, "to_year": 2005}, "to_year", "years_reversed"),
        ({"from_year": 2000, "to_year": 2010}, "to_year", "too_many_years"),
        ({"from_year": 20006}, "from_year", "less_than_equal"),
        ({"currency": "XYZ"}, "currency", "unknown_currency"),
        ({"locale": "de"}, "locale", "literal_error"),
    ],
)
async def test_report_that_makes_no_sense_is_refused(
    reader: AsyncClient, query: dict[str, Any], field: str, code: str
) -> None:
    answer = await reader.get(PATH, params=query)

    refused = answer.json()["fields"][0]
    assert (answer.status_code, refused["loc"][-1], refused["code"]) == (
        422,
        field,
        code,
    )


async def test_report_of_nothing_is_empty(reader: AsyncClient) -> None:
    found = await report(reader, currency="EUR")

    assert found["countries"] == []
    assert found["available_years"] is None
    assert found["totals"]["total"] == {"amounts": [], "converted": None}


async def test_number_of_statements_does_not_grow_with_the_portfolio(
    officer: AsyncClient, session: AsyncSession, give: Give, connection: AsyncConnection
) -> None:
    await give(await project(session, "1", countries=["MW"]), "10")
    with statements(connection) as few:
        await report(officer, currency="EUR")
    for code in range(2, 12):
        await give(await project(session, str(code), countries=["ZM"]), "10")

    with statements(connection) as many:
        await report(officer, currency="EUR")

    assert len(many) == len(few) <= 16


async def sheet(client: AsyncClient, **query: Any) -> list[list[str]]:
    answer = await client.get(f"{PATH}.csv", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "annual-report-2005-2006.csv" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    file = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
    return list(csv.reader(file, delimiter=";", strict=True))


async def test_sheet_says_what_the_report_says(
    officer: AsyncClient, session: AsyncSession, give: Give
) -> None:
    one = await project(session, "1", title="Training; part 1", countries=["MW"])
    await give(one, "1000.5", year=2005)
    await give(one, "99.50", year=2006)
    await give(await project(session, "2"), "1", year=2006)
    await rate(officer, "0.12", "2005-01-01")

    english = await sheet(officer)
    norwegian = await sheet(officer, locale="nb", currency="EUR")

    assert english == [
        ["Country", "No.", "Project", "Partners",
         "2005 Norad (NOK)", "2006 Norad (NOK)", "Total (NOK)"],
        ["Malawi", "1", "Training; part 1", "", "1000.50", "99.50", "1100.00"],
        ["Malawi", "", "Total", "", "1000.50", "99.50", "1100.00"],
        ["No country", "2", "No. 2", "", "", "1.00", "1.00"],
        ["No country", "", "Total", "", "", "1.00", "1.00"],
        ["All countries", "", "Total", "", "1000.50", "100.50", "1101.00"],
    ]  # fmt: skip
    assert norwegian[0][-1] == "Sum (EUR)"
    assert norwegian[1][4:6] == ["1000,50", "120,06"]
    assert norwegian[5][-2:] == ["1101,00", "132,12"]
    assert norwegian[-1] == ["Kurs", "2006", "1 NOK = 0,12 EUR (2005-01-01)", "A bank"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
async def test_no_cell_of_the_sheet_is_a_formula(
    officer: AsyncClient, session: AsyncSession, give: Give, start: str
) -> None:
    title = f'{start}HYPERLINK("https://example.org")'
    one = await project(session, "1", title=title)
    await give(one, "1", year=2005)
    await give(one, "1", year=2006)

    assert (await sheet(officer))[1][2] == f"'{title}"
