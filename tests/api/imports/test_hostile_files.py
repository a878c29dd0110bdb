"""S13: files that mean harm are refused with a code, and cost little.

There is one way to upload a file, an import; these are the files for it.
"""

import asyncio
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bromost_common.sheets.guard import MAX_TEXTS
from tests.conftest import ROOT

from .desk import Desk
from .test_files import BOOK, GOOD, HEADER, with_part, xlsx

CONTENT_TYPES = "[Content_Types].xml"
TEXTS = "xl/sharedStrings.xml"
_TEXTS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MOST_MEMORY = 150_000_000


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_texts(texts: bytes) -> bytes:
    """A workbook that refers to a table of texts, and has `texts` as it."""
    types = part_of(BOOK, CONTENT_TYPES).replace(b"</Types>", _TEXTS_TYPE)
    return with_part(with_part(BOOK, CONTENT_TYPES, types), TEXTS, texts)


def laughing(encoding: str = "utf-8", padding: int = 0) -> bytes:
    """A part whose entities become a thousand millions of letters."""
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)
    )
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!--{"x" * padding}-->'
    table = f'<sst xmlns="{_MAIN.decode()}"><si><t>&l9;</t></si></sst>'
    return f"{declared}<!DOCTYPE sst [{entities}]>{table}".encode(encoding)


def fetching(address: str) -> bytes:
    return (
        f'<!DOCTYPE sst [<!ENTITY a SYSTEM "{address}">]>'
        f'<sst xmlns="{_MAIN.decode()}"><si><t>&a;</t></si></sst>'
    ).encode()


def many_texts() -> bytes:
    return (
        b'<sst xmlns="' + _MAIN + b'">' + b"<si><t/></si>" * (MAX_TEXTS + 1) + b"</sst>"
    )


def twice(data: bytes) -> bytes:
    file = io.BytesIO(data)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(file, "a") as archive,
    ):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    return file.getvalue()


def garbled(data: bytes) -> bytes:
    """What is packed is no longer what was packed; the directory is whole."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/workbook.xml")
    at = entry.header_offset + 30 + len(entry.filename)
    changed[at : at + 40] = b"\xff" * 40
    return bytes(changed)


EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\0" * 500
ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 500
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;"
HOSTILE = {
    "program as csv": ("portfolio.csv", EXE, "unknown_format"),
    "program as workbook": ("portfolio.xlsx", EXE, "unknown_format"),
    "program of another system": ("portfolio.csv", ELF, "unknown_format"),
    "program and workbook": ("portfolio.xlsx", EXE + BOOK, "unknown_format"),
    "picture and workbook": ("a.xlsx", GIF + BOOK, "unknown_format"),
    "picture and table": ("a.csv", GIF + GOOD, "unknown_format"),
    "document and workbook": ("a.xlsx", b"%PDF-1.7\n" + BOOK, "unknown_format"),
    "page": ("a.csv", b"<html><script>alert(1)</script></html>", "wrong_header"),
    "drawing": ("a.csv", b"<svg onload='alert(1)'/>", "wrong_header"),
    "nothing": ("a.xlsx", b"", "empty_file"),
    "nothing but nulls": ("a.csv", b"\0" * 1000, "unknown_format"),
    "old macros": ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_excel_format"),
    "macros": ("a.xlsm", with_part(BOOK, "xl/vbaProject.bin", EXE), "macros"),
    "hidden macros": (
        "a.xlsx",
        with_part(BOOK, "xl/macrosheets/sheet1.xml", b"<xm:macrosheet/>"),
        "macros",
    ),
    "way out": ("a.xlsx", with_part(BOOK, "../../evil.xml", b"<a/>"), "damaged_file"),
    "way out, backwards": (
        "a.xlsx",
        with_part(BOOK, "xl\\..\\..\\evil.xml", b"<a/>"),
        "damaged_file",
    ),
    "from the root": ("a.xlsx", with_part(BOOK, "/etc/cron.d/x", b"x"), "damaged_file"),
    "from a drive": ("a.xlsx", with_part(BOOK, "C:/x", b"x"), "damaged_file"),
    "part twice": ("a.xlsx", twice(BOOK), "damaged_file"),
    "garbled": ("a.xlsx", garbled(BOOK), "damaged_file"),
    "entities": ("a.xlsx", with_texts(laughing()), "zip_bomb"),
    "entities far down": ("a.xlsx", with_texts(laughing(padding=9000)), "zip_bomb"),
    "entities in wide letters": (
        "a.xlsx",
        with_texts(laughing("utf-16")),
        "damaged_file",
    ),
    "entity from a file": ("a.xlsx", with_texts(fetching("file:///x")), "zip_bomb"),
    "too many texts": ("a.xlsx", with_texts(many_texts()), "zip_bomb"),
    "too large a part": (
        "a.xlsx",
        with_part(BOOK, "xl/styles.xml", b"<styleSheet>" + b" " * 20_000_000),
        "zip_bomb",
    ),
    "workbook in an archive": (
        "a.xlsx",
        with_part(b"PK\x05\x06" + b"\0" * 18, "b", BOOK),
        "unknown_format",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
async def test_s13_a_hostile_file_is_refused_with_a_code(desk: Desk, what: str) -> None:
    name, data, code = HOSTILE[what]

    answer = await desk.upload(data, name)

    assert answer.status_code == 422, answer.text
    assert answer.json()["fields"][0]["code"] == code
    assert (await desk.client.get("/v1/imports")).json()["items"] == []


async def test_s13_a_workbook_leads_to_no_connection(desk: Desk) -> None:
    """Links to other workbooks are common, and stay what they are: words."""
    came = 0

    async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal came
        came += 1
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x"
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/externalLinkPath" Target="'
        + address.encode()
        + b'" TargetMode="External"/></Relationships>'
    )
    linked = with_part(BOOK, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    linked = with_part(linked, "xl/externalLinks/_rels/externalLink1.xml.rels", rels)
    async with server:
        assert (await desk.upload(linked)).status_code == 201
        assert (await desk.upload(with_texts(fetching(address)))).status_code == 422

    assert came == 0


async def test_s13_formulas_are_refused_and_never_calculated(
    desk: Desk, programme: str
) -> None:
    row = ["1", "Malawi", '=WEBSERVICE("http://127.0.0.1/")', "KS", 2005, "=1+1", "x"]
    made = await desk.analysed(
        xlsx(HEADER.strip().split(","), row), programme_id=programme
    )

    (found,) = await desk.rows(made)

    assert found["outcome"] == "refuse"
    codes = {reason["code"] for reason in found["reasons"]}
    assert "formula" in "".join(codes)


async def test_s13_what_was_uploaded_is_never_shown_in_the_browser(desk: Desk) -> None:
    """It comes back as a workbook of ours, to be saved, with no text as a formula."""
    cell = "<script>alert(1)</script>"
    data = f'{HEADER}1,Malawi,{cell},"=cmd|x!A0",2005,100,@x\n'.encode()
    made = await desk.uploaded(data, "<img src=x>.html")

    answer = await desk.client.get(f"/v1/imports/{made['id']}/workbook")

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment;")
    assert "<" not in disposition
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<f>" not in part_of(answer.content, "xl/worksheets/sheet1.xml")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The files that would cost most."""
    costly = ("entities", "too many texts", "too large a part", "program and workbook")
    paths = []
    for number, what in enumerate(costly):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(HOSTILE[what][1])
        paths.append(path)
    return paths


READ = """
import resource, sys
from pathlib import Path
from bromost_common.sheets.errors import UnreadableFileError
from bromost_common.sheets.files import read_table
from bromost_common.sheets import spreadsheet
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sys.argv[1:]:
    try:
        read_table(Path(path).read_bytes())
    except UnreadableFileError:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def test_s13_refusing_a_file_takes_little_memory(files: list[Path]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", READ, *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert int(told.stdout) < MOST_MEMORY


def test_s13_entities_are_refused_by_the_parser_as_well() -> None:
    """The reader of workbooks refuses them where this package is installed."""
    locked = (ROOT / "requirements/run.txt").read_text()

    assert "\ndefusedxml==" in locked
