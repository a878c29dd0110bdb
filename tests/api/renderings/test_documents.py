"""Documents beside the annual report: the same words and figures in every form."""

import io
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from openpyxl import load_workbook
from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.renderings.book import Book
from bromost_api.renderings.making import written
from tests.api.portfolio import project
from tests.conftest import ROOT

from .press import PATH, Press, part, words_of_docx, words_of_pdf
from .programme import SmallProgramme

GOLDEN = ROOT / "tests/api/renderings/golden"
OF = {
    "donor_financial": "programme",
    "council_summary": "organisation",
    "project_progress": "project",
    "project_final": "project",
    "network_report": "network",
}
BOOK = TypeAdapter(Book)


@pytest.fixture
async def small(officer: AsyncClient, session: AsyncSession) -> SmallProgramme:
    found = SmallProgramme(officer, session)
    await found.make()
    return found


def wish(small: SmallProgramme, template: str, **changes: Any) -> dict[str, Any]:
    kind = OF[template]
    of = small.ids["town" if kind == "organisation" else kind]
    told = {"template": template, "language": "en", "currency": "EUR", f"{kind}_id": of}
    return {key: one for key, one in (told | changes).items() if one is not None}


async def page(small: SmallProgramme, **wanted: Any) -> dict[str, Any]:
    answer = await small.client.post(f"{PATH}/page", json=wanted)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def lines(book: dict[str, Any]) -> Iterator[str]:
    """The document as somebody reads it; the day of the data is today's."""
    yield f"{book['language']}: {book['title']} / {book['subtitle']}"
    for one in book["parts"]:
        yield f"# {one['title']}"
        for block in one["blocks"]:
            yield from _block(block)


def _block(block: dict[str, Any]) -> Iterator[str]:
    if block["kind"] == "heading":
        yield f"## {block['text']}"
    elif block["kind"] == "paragraph":
        yield ("- " if block["is_item"] else "") + _runs(block["runs"])
    elif block["kind"] == "table":
        yield f"[{block['title']}]"
        yield " | ".join(column["head"] for column in block["columns"])
        for row in block["rows"]:
            cells = (" / ".join(map(_runs, cell)) for cell in row["cells"])
            yield f"{row['role'][0]} " + " | ".join(cells)


def _runs(runs: list[dict[str, Any]]) -> str:
    return " ".join(run["text"] for run in runs).replace("\u00a0", " ")


@pytest.mark.parametrize("template", OF)
async def test_every_form_tells_the_same_in_four_languages(
    small: SmallProgramme, registry: FastAPI, template: str
) -> None:
    books = [
        await page(small, **wish(small, template, language=one))
        for one in ("en", "nb", "bs", "pl")
    ]
    told = "\n\n".join("\n".join(lines(book)) for book in books) + "\n"

    assert told == (GOLDEN / f"{template}.txt").read_text(encoding="utf-8")

    # The worker's process, hours later, writes what this one writes.
    data = await Press(small.client, registry).made("pdf", **wish(small, template))
    book = BOOK.validate_python(books[0])
    assert data == written(book, "pdf")
    _tagged(data, book)
    _explained(books[0], data)
    for said in ("Goražde", "1,500,000.50") if template != "council_summary" else ():
        assert said in words_of_pdf(data)
        assert said in words_of_docx(written(book, "docx"))
    sheets = load_workbook(io.BytesIO(written(book, "xlsx"))).worksheets
    numbers = {c.value for sheet in sheets for row in sheet.rows for c in row}
    assert {750000.25, 900000} <= numbers
    assert written(book, "xlsx") == written(book, "xlsx")
    assert written(book, "docx") == written(book, "docx")


def _tagged(data: bytes, book: Book) -> None:
    with pikepdf.open(io.BytesIO(data)) as document:
        root = document.Root
        assert root.Lang == "en"
        assert root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == f"{book.title} – {book.subtitle}"
            assert metadata["pdfuaid:part"] == "1"
        if book.is_brief:
            assert len(document.pages) == 1


def _explained(book: dict[str, Any], data: bytes) -> None:
    """Every figure has an address, and the file leads there."""
    figures = [
        run
        for one in book["parts"]
        for block in one["blocks"]
        if block["kind"] == "table"
        for row in block["rows"]
        for cell in row["cells"]
        for line in cell
        for run in line
        if run["value"] is not None
    ]
    assert figures
    wanted = {run["address"] for run in figures}
    with pikepdf.open(io.BytesIO(data)) as document:
        there = {
            str(note.A.URI)
            for leaf in document.pages
            for note in leaf.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }
    assert wanted <= there
    rels = part(
        written(BOOK.validate_python(book), "docx"), "word/_rels/document.xml.rels"
    )
    assert all(one.replace("&", "&amp;") in rels for one in wanted)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"project_id": None}, "project_id", "subject_missing"),
        ({"network_id": str(uuid4())}, "network_id", "not_of_template"),
        ({"project_id": str(uuid4())}, "project_id", "unknown_project"),
        ({"from_year": 2006, "to_year": 2005}, "to_year", "years_reversed"),
        ({"from_year": 1995, "to_year": 2006}, "to_year", "too_many_years"),
        ({"currency": "ZZZ"}, "currency", "unknown_currency"),
        ({"narratives": [str(uuid4())]}, "narratives", "unknown_project"),
        ({"template": "network_report", "project_id": None, "network_id": str(uuid4())},
         "network_id", "unknown_network"),
        ({"template": "council_summary", "project_id": None,
          "organisation_id": str(uuid4())}, "organisation_id", "unknown_organisation"),
    ],
)  # fmt: skip
async def test_what_no_document_is_made_of_is_refused(
    officer: AsyncClient, session: AsyncSession, changes: dict[str, Any],
    field: str, code: str,
) -> None:  # fmt: skip
    told = {"template": "project_final", "format": "pdf", "language": "en",
            "project_id": await project(session, "8")} | changes  # fmt: skip
    body = {key: one for key, one in told.items() if one is not None}

    answer = await officer.post(PATH, json=body)

    assert answer.status_code == 422
    (refused,) = answer.json()["fields"]
    assert (refused["loc"], refused["code"]) == (["body", field], code)
