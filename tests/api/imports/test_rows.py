"""What the dry run says of each row: its outcome, its cells, its names."""

import io
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook
from sqlalchemy.ext.asyncio import AsyncSession

from .desk import Desk, add_organisation, add_programme

pytestmark = pytest.mark.usefixtures("funder")
HEADER = "code,country,title,partners,year,amount,currency,funder\n"
COLUMNS = {
    "project_code": 0,
    "country": 1,
    "project_title": 2,
    "partners": 3,
    "year": 4,
    "amount": 5,
    "currency": 6,
    "funder": 7,
}


@pytest.fixture
async def programme(session: AsyncSession) -> str:
    """A programme, and organisations that tell names apart."""
    programme_id = await add_programme(session)
    await add_organisation(session, "KS", "NO", kind="local_authority_association")
    await add_organisation(session, "Orkdal", "NO")
    await add_organisation(session, "Mostar", "BA", aliases=("Мостар",))
    await add_organisation(session, "Niš", "RS")
    await add_organisation(session, "Gran", "NO")
    await add_organisation(session, "Santa Cruz", "BO")
    await add_organisation(session, "Santa Cruz", "PH")
    await session.commit()
    return str(programme_id)


def line(**changes: str) -> bytes:
    values = {
        "code": "1",
        "country": "Bosnia - Hercegovina",
        "title": "Water",
        "partners": "KS",
        "year": "2005",
        "amount": "100",
        "currency": "NOK",
        "funder": "NORAD",
    } | changes
    return (HEADER + ",".join(f'"{value}"' for value in values.values())).encode()


async def tried(desk: Desk, programme: str, data: bytes, **settings: Any) -> Any:
    return await desk.analysed(
        data, programme_id=programme, columns=COLUMNS, **settings
    )


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"code": ""}, "project_code_missing", "A2"),
        ({"code": "x" * 41}, "text_too_long", "A2"),
        ({"country": "Atlantis"}, "unknown_country", "B2"),
        ({"title": ""}, "project_title_missing", "C2"),
        ({"partners": "KS | KS"}, "partner_repeated", "D2"),
        ({"partners": "Mostar - Мостар"}, "partner_repeated", "D2"),
        ({"partners": "Somebody else"}, "unknown_partner", "D2"),
        ({"partners": "Orkdal - Mostarr"}, "name_to_confirm", "D2"),
        ({"partners": "Santa Cruz"}, "ambiguous_name", "D2"),
        ({"year": "20006"}, "year_out_of_range", "E2"),
        ({"year": "next"}, "not_a_year", "E2"),
        ({"amount": "-1"}, "negative_amount", "F2"),
        ({"amount": "much"}, "not_a_number", "F2"),
        ({"amount": ""}, "amount_missing", "F2"),
        ({"currency": "XYZZY"}, "unknown_currency", "G2"),
        ({"funder": ""}, "funder_missing", "H2"),
        ({"funder": "Rich uncle"}, "unknown_funder", "H2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_wrong_cell_is_named(
    desk: Desk, programme: str, changes: dict[str, str], code: str, cell: str
) -> None:
    made = await tried(desk, programme, line(**changes))

    (row,) = await desk.rows(made, outcome="refuse")
    assert [(reason["code"], reason["cell"]) for reason in row["reasons"]] == [
        (code, cell)
    ]
    assert made["created"]["projects"] == 0


async def test_all_wrong_cells_of_a_row_are_named_at_once(
    desk: Desk, programme: str
) -> None:
    made = await tried(desk, programme, line(year="x", amount="y", country="z"))

    (row,) = await desk.rows(made)
    assert {reason["cell"] for reason in row["reasons"]} == {"B2", "E2", "F2"}


async def test_a_row_longer_than_the_header_is_refused(
    desk: Desk, programme: str
) -> None:
    made = await tried(desk, programme, line() + b",more")

    (row,) = await desk.rows(made)
    assert [(r["code"], r["cell"]) for r in row["reasons"]] == [("row_too_long", "I2")]


async def test_formulas_and_errors_of_a_workbook_are_refused(
    desk: Desk, programme: str
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADER.strip().split(","))
    sheet.append(["1", "Bosnia", "Water", "KS", 2005, "=100*2", "NOK", "NORAD"])
    sheet.append(["1", "Bosnia", "Water", "KS", 2006, "#REF!", "NOK", "NORAD"])
    file = io.BytesIO()
    workbook.save(file)

    made = await tried(desk, programme, file.getvalue())

    rows = await desk.rows(made, outcome="refuse")
    found = [(r["code"], r["cell"]) for row in rows for r in row["reasons"]]
    assert found == [("formula_cell", "F2"), ("error_cell", "F3")]


async def test_a_line_that_an_earlier_row_has_is_refused(
    desk: Desk, programme: str
) -> None:
    data = line() + b"\n" + line(amount="7").splitlines()[1]

    made = await tried(desk, programme, data)

    first, second = await desk.rows(made)
    assert first["outcome"] == "create"
    assert second["reasons"][0]["code"] == "duplicate_line"


async def test_a_project_has_one_title(desk: Desk, programme: str) -> None:
    data = line() + b"\n" + line(year="2006", title="Fire").splitlines()[1]

    made = await tried(desk, programme, data)

    second = (await desk.rows(made))[1]
    assert second["reasons"][0]["code"] == "project_differs"


async def test_a_likeness_is_taken_only_when_somebody_confirms_it(
    desk: Desk, programme: str
) -> None:
    made = await tried(desk, programme, line(partners="Orkdal - Mostarr"))
    (name,) = await desk.names(made, "to_confirm")
    candidate = name["candidates"][0]
    assert candidate["organisation"]["name"] == "Mostar"
    assert candidate["how"] == "similarity"
    assert 0.4 < candidate["score"] < 1

    again = await desk.mapped(
        made,
        columns=COLUMNS,
        programme_id=programme,
        name_decisions=[
            {
                "text": "Mostarr",
                "country_code": "BA",
                "action": "match",
                "organisation_id": candidate["organisation"]["id"],
            }
        ],
    )

    (row,) = await desk.rows(again)
    assert row["outcome"] == "create"
    assert {"type": "partnership", "name": "Orkdal - Mostar"} in row["creates"]


async def test_an_ambiguous_name_is_settled_by_the_country_of_the_row(
    desk: Desk, programme: str
) -> None:
    made = await tried(
        desk, programme, line(country="Bolivia", partners="Gran - Santa Cruz")
    )

    (row,) = await desk.rows(made)
    assert row["outcome"] == "create", row


async def test_a_state_that_is_no_more_stands_for_its_successors(
    desk: Desk, programme: str
) -> None:
    made = await tried(
        desk, programme, line(country="Serbia Montenegro", partners="Gran - Nis")
    )

    (row,) = await desk.rows(made)
    assert row["outcome"] == "create", row


async def test_unknown_names_can_be_created_left_out_or_be_a_part(
    desk: Desk, programme: str
) -> None:
    made = await tried(
        desk,
        programme,
        line(partners="Gran - Novo Mesto | Office | Nobody"),
        name_decisions=[
            {"text": "Novo Mesto", "action": "create", "kind": "municipality"},
            {"text": "Office", "action": "component"},
            {"text": "Nobody", "action": "ignore"},
        ],
    )

    (row,) = await desk.rows(made)
    assert row["creates"] == [
        {"type": "project", "name": "Water"},
        {"type": "country", "name": "BA"},
        {"type": "organisation", "name": "Novo Mesto"},
        {"type": "partnership", "name": "Gran - Novo Mesto"},
        {"type": "tie", "name": "Gran - Novo Mesto"},
        {"type": "component", "name": "Office"},
        {"type": "funder", "name": "NORAD"},
        {"type": "budget_line", "name": "2005 NORAD"},
    ]


async def test_names_that_nothing_resembles_can_all_be_created(
    desk: Desk, programme: str
) -> None:
    made = await tried(
        desk,
        programme,
        line(partners="Gran - Zvornik | Orkdall"),
        create_unknown_as="municipality",
    )

    states = {name["text"]: name["state"] for name in await desk.names(made)}
    assert states["Zvornik"] == "new"
    assert states["Orkdall"] == "to_confirm"


async def test_a_country_text_can_be_decided_to_be_none(
    desk: Desk, programme: str
) -> None:
    decisions = [{"text": "Everywhere", "country_code": None}]

    made = await tried(
        desk, programme, line(country="Everywhere"), country_decisions=decisions
    )

    assert made["counts"]["create"] == 1


async def test_a_heading_by_its_funder_is_no_country(
    desk: Desk, programme: str
) -> None:
    made = await tried(desk, programme, line(country="NORAD"))

    assert made["counts"]["create"] == 1


@pytest.mark.parametrize(
    ("written", "mark", "amount"),
    [
        ("1 234,50", None, "1234.50"),
        ("1.234", ",", "1234.00"),
        ("1,234.5", ".", "1234.50"),
    ],
)
async def test_amounts_are_read_as_they_are_written(
    desk: Desk, programme: str, written: str, mark: str | None, amount: str
) -> None:
    made = await tried(desk, programme, line(amount=written), decimal_mark=mark)

    (row,) = await desk.rows(made)
    assert row["line"] == {
        "year": 2005,
        "amount": amount,
        "currency": "NOK",
        "funder": "NORAD",
    }


async def test_an_organisation_that_was_archived_is_not_matched(
    desk: Desk, programme: str
) -> None:
    made = await desk.client.post(
        "/v1/organisations",
        json={"kind": "company", "name": "Ltd", "country_code": "NO"},
    )
    url = f"/v1/organisations/{made.json()['id']}/archive"
    archived = await desk.client.post(url, headers={"If-Match": '"1"'})
    assert archived.status_code == 200, archived.text

    tried_now = await tried(desk, programme, line(partners="Ltd"))

    assert (await desk.rows(tried_now))[0]["reasons"][0]["code"] == "unknown_partner"


async def test_an_identifier_finds_its_organisation(desk: Desk, programme: str) -> None:
    await desk.client.post(
        "/v1/organisations",
        json={
            "kind": "company",
            "name": "Waterworks",
            "country_code": "NO",
            "identifiers": [{"scheme": "NO-BRC", "value": "971277000"}],
        },
    )

    made = await tried(desk, programme, line(partners="NO-BRC-971277000 | KS"))

    names = {name["text"]: name for name in await desk.names(made)}
    assert names["NO-BRC-971277000"]["how"] == "identifier"
    assert UUID(names["NO-BRC-971277000"]["organisation_id"])
