"""Rows that cannot be taken over say why, and which cell is to blame."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .desk import Desk

pytestmark = pytest.mark.usefixtures("funder")
HEADER = ["row", "country", "project", "partners", "year", "amount", "funder"]
GOOD = ["1", "Norway", "Youth councils", "KS", "2005", "100", "NORAD"]


def sheet(*rows: list[str], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(row) for row in [HEADER, *rows]).encode()


def changed(**cells: str) -> list[str]:
    return [cells.get(name, value) for name, value in zip(HEADER, GOOD, strict=True)]


async def dry_run(desk: Desk, programme: str, data: bytes, **settings: Any) -> Any:
    settings.setdefault("create_unknown_as", "other")
    columns = dict(
        zip(
            ("project_code", "country", "project_title", "partners", "year"),
            range(5),
            strict=True,
        )
    )
    columns |= {"amount": 5, "funder": 6}
    name = "rows.xlsx" if data[:2] == b"PK" else "rows.csv"
    return await desk.analysed(
        data, name, programme_id=programme, columns=columns, **settings
    )


async def reasons(desk: Desk, made: Any) -> list[tuple[int, str, str | None]]:
    return [
        (row["row_number"], reason["code"], reason["cell"])
        for row in await desk.rows(made, outcome="refuse")
        for reason in row["reasons"]
    ]


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"funder": ""}, "funder_missing", "G3"),
        ({"country": "Atlantis"}, "unknown_country", "B3"),
        ({"amount": "-5"}, "negative_amount", "F3"),
        ({"amount": "a lot"}, "not_a_number", "F3"),
        ({"amount": ""}, "amount_missing", "F3"),
        ({"amount": "1.0055"}, "too_many_decimals", "F3"),
        ({"amount": "1" + "0" * 30}, "amount_too_large", "F3"),
        ({"year": "20006"}, "year_out_of_range", "E3"),
        ({"year": "soon"}, "not_a_year", "E3"),
        ({"year": ""}, "year_missing", "E3"),
        ({"partners": "KS | Mostar | KS"}, "partner_repeated", "D3"),
        ({"project": "x" * 5000}, "text_too_long", "C3"),
    ],
)
async def test_a_bad_cell_is_named_and_nothing_is_written(  # noqa: PLR0917
    desk: Desk,
    programme: str,
    session: AsyncSession,
    cells: dict[str, str],
    code: str,
    cell: str,
) -> None:
    made = await dry_run(desk, programme, sheet(GOOD, changed(row="2", **cells)))

    assert (3, code, cell) in await reasons(desk, made)
    assert made["counts"]["create"] == 1
    refused = await desk.commit(made)
    assert refused.status_code in {409, 422}
    assert await session.scalar(text("SELECT count(*) FROM api.project")) == 0


async def test_an_unknown_currency_is_named(desk: Desk, programme: str) -> None:
    header = [*HEADER, "currency"]
    rows = [header, [*GOOD, "NOK"], [*changed(row="2"), "XXQ"]]
    data = "\n".join(",".join(row) for row in rows).encode()
    made = await desk.uploaded(data)
    columns = made["suggestion"]["columns"] | {"currency": 7}

    made = await desk.mapped(
        made, programme_id=programme, columns=columns, create_unknown_as="other"
    )

    assert (3, "unknown_currency", "H3") in await reasons(desk, made)


async def test_only_the_valid_rows_are_written_when_that_is_asked_for(
    desk: Desk, programme: str, session: AsyncSession
) -> None:
    made = await dry_run(desk, programme, sheet(GOOD, changed(row="2", year="20006")))

    done = await desk.committed(made, "valid_rows")

    assert done["state"] == "committed"
    assert (
        await session.scalar(text("SELECT string_agg(code, ',') FROM api.project"))
        == "1"
    )


async def test_the_same_line_twice_in_a_file_is_refused(
    desk: Desk, programme: str
) -> None:
    made = await dry_run(desk, programme, sheet(GOOD, GOOD))

    assert [code for _, code, _ in await reasons(desk, made)] == ["duplicate_line"]


async def test_a_formula_is_not_taken_for_its_value(desk: Desk, programme: str) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADER)
    page.append([*GOOD[:4], 2005, "=1+1", "NORAD"])
    file = io.BytesIO()
    book.save(file)

    made = await dry_run(desk, programme, file.getvalue())

    assert await reasons(desk, made) == [(2, "formula_cell", "F2")]


@pytest.mark.parametrize(
    ("written", "mark", "amount"),
    [
        ("1234,50", None, "1234.50"),
        ("1.234,50", None, "1234.50"),
        ("1 234,50", None, "1234.50"),
        ("1,234.50", None, "1234.50"),
        ("1.234", ",", "1234.00"),
    ],
)
async def test_amounts_are_read_as_people_write_them(
    desk: Desk, programme: str, written: str, mark: str | None, amount: str
) -> None:
    data = sheet(changed(amount=written), delimiter=";")

    made = await dry_run(desk, programme, data, decimal_mark=mark)

    (row,) = await desk.rows(made)
    assert row["line"]["amount"] == amount


async def test_the_annotated_workbook_shows_what_became_of_each_row(
    desk: Desk, programme: str
) -> None:
    bad = changed(row="2", year="20006", project="=HYPERLINK(1)")
    made = await dry_run(desk, programme, sheet(GOOD, bad))

    answer = await desk.client.get(f"/v1/imports/{made['id']}/workbook")

    assert answer.status_code == 200
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    shown = [[cell.value for cell in row] for row in page.iter_rows()]
    assert len(shown) == 3
    assert "20006" in str(shown[2])
    assert not [c for row in page.iter_rows() for c in row if c.data_type == "f"]
