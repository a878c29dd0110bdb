"""Files that cannot be read at all are refused with a code, and nothing is kept."""

import io
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient
from openpyxl import Workbook
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .desk import PORTFOLIO, Desk

HEADER = b"row,country,project,partners,year,amount_nok,funder\n"


def workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


BOMB = packed({"xl/workbook.xml": b"<x/>", "xl/sheet.xml": b" " * 60_000_000})
ENTITIES = packed({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})
HALF_A_WORKBOOK = workbook([["a", "b"], ["c", "d"]])[:1500]
TOO_MANY_ROWS = HEADER + b"1,NO,P,KS,2005,1,NORAD\n" * 50_001


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \n \n", "empty_file"),
        (HEADER, "no_rows"),
        (b"1,2,3\n4,5,6\n", "wrong_header"),
        (b"only one column\nvalue\n", "wrong_header"),
        (b"project,Project\na,b\n", "duplicate_header"),
        (TOO_MANY_ROWS, "too_many_rows"),
        (b"%PDF-1.7 and so on", "unknown_format"),
        (packed({"notes.txt": b"hello"}), "unknown_format"),
        (b"\xd0\xcf\x11\xe0 old", "old_excel_format"),
        (HALF_A_WORKBOOK, "damaged_file"),
        (BOMB, "zip_bomb"),
        (ENTITIES, "zip_bomb"),
        (workbook([]), "empty_file"),
    ],
)
async def test_unreadable_file_is_refused(
    desk: Desk, session: AsyncSession, data: bytes, code: str
) -> None:
    answer = await desk.upload(data, "file.xlsx" if data[:2] == b"PK" else "file.csv")

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "unreadable_file")
    assert problem["fields"][0]["code"] == code
    assert await session.scalar(text("SELECT count(*) FROM api.import_batch")) == 0


async def test_duplicate_header_names_its_columns(desk: Desk) -> None:
    answer = await desk.upload(b"year,project,Year\na,b,c\n")

    places = [field["loc"] for field in answer.json()["fields"]]
    assert places == [["body", "file", "A"], ["body", "file", "C"]]


async def test_a_file_of_200_megabytes_is_cut_off_on_its_way(
    officer: AsyncClient,
) -> None:
    disposition = b'form-data; name="file"; filename="big.csv"'
    start = b"--x\r\ncontent-disposition: " + disposition + b"\r\n\r\n"

    async def body() -> AsyncIterator[bytes]:
        yield start
        for _ in range(200):
            yield b"x" * 1_000_000

    answer = await officer.post(
        "/v1/imports",
        content=body(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("length", ["200000000", "21500000"])
async def test_a_file_that_says_it_is_too_large_is_not_even_read(
    officer: AsyncClient, length: str
) -> None:
    headers = {
        "content-type": "multipart/form-data; boundary=x",
        "content-length": length,
    }

    answer = await officer.post("/v1/imports", content=b"", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_reader_may_look_but_not_import(
    reader: AsyncClient, anonymous: AsyncClient
) -> None:
    files = {"file": ("portfolio.csv", PORTFOLIO.read_bytes())}

    assert (await reader.get("/v1/imports")).status_code == 200
    assert (await reader.post("/v1/imports", files=files)).status_code == 403
    assert (await anonymous.post("/v1/imports", files=files)).status_code == 401
