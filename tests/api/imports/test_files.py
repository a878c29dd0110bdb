"""What is uploaded: read whatever it is written in, or refused with a code."""

import io
import struct
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import pytest
from openpyxl import Workbook

from bromost_common.sheets.guard import MAX_RATIO

from .desk import Desk

HEADER = "Project code,Country,Project,Partners,Year,Amount,Funder\n"
ROW = "1,Malawi,Water,KS,2005,100,NORAD\n"
GOOD = (HEADER + ROW).encode()


def xlsx(*rows: list[Any], sheet: str = "Sheet") -> bytes:
    workbook = Workbook()
    worksheet = workbook.active
    assert worksheet is not None
    worksheet.title = sheet
    for row in rows:
        worksheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return file.getvalue()


def marked_as_encrypted(data: bytes) -> bytes:
    """Sets the encryption flag of each entry of the central directory."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        flags = struct.unpack_from("<H", changed, at + 8)[0]
        struct.pack_into("<H", changed, at + 8, flags | 1)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


BOOK = xlsx(HEADER.strip().split(","), ROW.strip().split(","))
BOMB = with_part(BOOK, "xl/media/zeros.bin", b"\0" * (MAX_RATIO * 200_000))
ENTITIES = with_part(
    BOOK, "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
)


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty_file", b""),
        ("empty_file", b" \r\n \n"),
        ("empty_file", xlsx()),
        ("no_rows", HEADER.encode()),
        ("wrong_header", b"1,2,3\n4,5,6\n"),
        ("wrong_header", b"just a sentence\nand another\n"),
        ("duplicate_header", b"code,title,Code\n1,2,3\n"),
        ("too_many_columns", b",".join(b"c%d" % n for n in range(101)) + b"\nx\n"),
        ("too_many_rows", (HEADER + ROW * 50_001).encode()),
        ("malformed_csv", (HEADER + '1,"' + "x" * 140_000 + "\n").encode()),
        ("malformed_csv", (HEADER + '1,"Malawi\n' + ROW * 3).encode()),
        ("unknown_format", b"%PDF-1.7\n%....\n"),
        ("unknown_format", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\1\2" * 99),
        ("old_excel_format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("damaged_file", BOOK[:-400]),
        ("damaged_file", with_part(BOOK, "xl/workbook.xml", b"<oops")),
        ("unknown_format", with_part(b"PK\x05\x06" + b"\0" * 18, "a.txt", b"hello")),
        ("encrypted_file", marked_as_encrypted(BOOK)),
        ("zip_bomb", BOMB),
        ("zip_bomb", ENTITIES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_file_that_cannot_be_read_is_refused_with_a_code(
    desk: Desk, code: str, data: bytes
) -> None:
    answer = await desk.upload(data)

    assert answer.status_code == 422, answer.text
    assert answer.json()["fields"][0]["code"] == code


async def test_a_doubled_header_names_both_columns(desk: Desk) -> None:
    answer = await desk.upload(b"code;title;CODE\n1;2;3\n")

    fields = answer.json()["fields"]
    assert [field["loc"] for field in fields] == [
        ["body", "file", "A"],
        ["body", "file", "C"],
    ]


@pytest.mark.parametrize("declared", [True, False])
async def test_a_huge_upload_is_refused_before_it_is_read(
    desk: Desk, *, declared: bool
) -> None:
    sent = 0
    size = 200_000_000

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        start = (
            b"--b\r\nContent-Disposition: form-data;"
            b' name="file"; filename="x.csv"\r\n\r\n'
        )
        yield start
        while sent < size:
            sent += 1_000_000
            yield b"x" * 1_000_000

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    if declared:
        headers["Content-Length"] = str(size)
    answer = await desk.client.post("/v1/imports", content=body(), headers=headers)

    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"
    assert sent <= 25_000_000


async def test_a_file_over_the_limit_is_refused(desk: Desk) -> None:
    answer = await desk.upload(b"x" * 20_000_001)

    assert answer.status_code == 413
    assert answer.json()["code"] == "body_too_large"


async def test_an_upload_without_a_file_is_refused(desk: Desk) -> None:
    answer = await desk.client.post("/v1/imports", data={"encoding": "utf-8"})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("Łódź", "windows-1250", "windows-1250"),
        ("Paraćin, Čačak", "windows-1250", "windows-1250"),
        ("Đurđevac", "windows-1250", "windows-1250"),
        ("Bodø, Ålesund, Bærum", "windows-1252", "windows-1252"),
        ("Tromsø", "utf-8", "utf-8"),
        ("Ниш", "utf-16", "utf-16"),
        ("Nkhotakota", "utf-16-be", "utf-16"),
        ("Nkhotakota", "ascii", "utf-8"),
    ],
)
async def test_the_encoding_is_found_out(
    desk: Desk, text: str, codec: str, encoding: str
) -> None:
    line = f'1,Malawi,"{text}",KS,2005,100,NORAD\n'

    made = await desk.uploaded((HEADER + line).encode(codec))

    assert made["preview"][0]["cells"][2] == text
    assert made["encoding"] == encoding


async def test_a_declared_encoding_wins(desk: Desk) -> None:
    data = (HEADER + "1,Malawi,Ærø,KS,2005,100,NORAD\n").encode("windows-1252")

    answer = await desk.upload(data, encoding="windows-1250")

    assert answer.json()["preview"][0]["cells"][2] == "Ćrř"


async def test_a_wrongly_declared_encoding_is_refused(desk: Desk) -> None:
    data = (HEADER + "1,Malawi,Ærø,KS,2005,100,NORAD\n").encode("windows-1252")

    answer = await desk.upload(data, encoding="utf-8")

    assert answer.json()["fields"][0]["code"] == "unreadable_encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
async def test_the_delimiter_is_found_out(desk: Desk, delimiter: str) -> None:
    made = await desk.uploaded(GOOD.replace(b",", delimiter.encode()))

    assert made["delimiter"] == delimiter
    assert len(made["columns"]) == 7


async def test_notes_above_the_header_and_blank_rows_are_passed_by(desk: Desk) -> None:
    made = await desk.uploaded(
        xlsx(["Our portfolio"], [], ["code", "title"], [], [1, "Water"], [], [2, "x"])
    )

    assert made["header_row"] == 3
    assert [row["row_number"] for row in made["preview"]] == [5, 7]


async def test_the_first_sheet_with_rows_is_read(desk: Desk) -> None:
    made = await desk.uploaded(BOOK, "portfolio.xlsx")

    assert (made["format"], made["sheet"], made["encoding"]) == ("xlsx", "Sheet", None)


@pytest.mark.parametrize(
    "header",
    [
        "Prosjektnr;Land;Prosjekt;Partnere;År;Beløp (NOK);Finansiør",
        "Rb;Država;Projekat;Partneri;Godina;Iznos NOK;Finansijer",
        "Lp.;Kraj;Projekt;Partnerzy;Rok;Kwota_NOK;Darczyńca",
        "Project no.;Country;Project title;Partners;Year;Budget NOK;Donor",
    ],
)
async def test_columns_are_recognised_in_four_languages(
    desk: Desk, header: str
) -> None:
    made = await desk.uploaded(f"{header}\n1;x;y;z;2005;1;n\n".encode())

    assert made["suggestion"]["columns"] == {
        "project_code": 0,
        "country": 1,
        "project_title": 2,
        "partners": 3,
        "year": 4,
        "amount": 5,
        "funder": 6,
    }
    assert made["suggestion"]["currency"] == "NOK"


async def test_a_quotation_mark_within_a_cell_is_taken_as_it_is(desk: Desk) -> None:
    made = await desk.uploaded(
        (HEADER + '1,Malawi,"Youth" project,KS,2005,100,NORAD\n').encode()
    )

    assert made["preview"][0]["cells"][2] == "Youth project"


async def test_a_path_in_the_file_name_is_left_out(desk: Desk) -> None:
    made = await desk.uploaded(GOOD, "C:\\Users\\somebody\\portfolio.csv")

    assert made["file_name"] == "portfolio.csv"
