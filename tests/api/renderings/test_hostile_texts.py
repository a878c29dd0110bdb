"""Whatever somebody typed is data in every kind of file, and none of it is lost."""

import io
import os
import subprocess
import sys
from typing import Any

import pikepdf
import pytest
from docx import Document
from openpyxl import load_workbook

from bromost_api.renderings.annual_book import annual_book
from bromost_api.renderings.pdf import pdf
from bromost_api.renderings.said import plain
from bromost_api.renderings.word import word
from tests.conftest import ROOT

from .press import part, words_of_docx, words_of_pdf
from .sample import MAKERS, contents

MARKUP = (
    '#panic("x") $x$ *b* \\ <a> @ref // /* `r` #image("/etc/passwd") {{ 7*7 }} &amp;'
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example")')


def test_two_processes_write_the_same_bytes() -> None:
    def written(seed: str) -> bytes:
        return subprocess.run(  # this very Python
            [sys.executable, "-m", "tests.api.renderings.sample"],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout

    first = written("1")
    assert len(set(first.split())) == 3
    assert written("2") == first


def test_markup_of_the_renderers_is_text() -> None:
    told = contents(title=MARKUP, summary=MARKUP)

    # The library that reads it puts spaces where letters are apart.
    def bare(text: str) -> str:
        return text.replace(" ", "")

    assert bare(MARKUP) in bare(words_of_pdf(MAKERS["pdf"](told)))
    assert MARKUP in words_of_docx(MAKERS["docx"](told))
    book = load_workbook(io.BytesIO(MAKERS["xlsx"](told)))
    assert book.worksheets[1]["C2"].value == MARKUP


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_text_in_a_workbook(formula: str) -> None:
    told = contents(title=formula, summary=formula)

    book = load_workbook(io.BytesIO(MAKERS["xlsx"](told)))

    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert book.worksheets[1]["C2"].value == formula
    assert "<f>" not in part(MAKERS["xlsx"](told), "xl/worksheets/sheet2.xml")


def test_controls_and_letters_that_nobody_has_do_no_harm() -> None:
    text = "AB\x1b[31m\u202eC\u2066D\ufeff\x85E 日本 \U0001f600 \ue000 e\u0301"

    said = plain(text)

    assert plain("A\x00B") == "AB"
    assert said == "AB[31mCD\nE 日本 \U0001f600 \ufffd é"
    told = contents(title=text, summary=text)
    words = words_of_pdf(MAKERS["pdf"](told))
    assert "E �� \U0001f600 � é" in words
    assert "日本" in words_of_docx(MAKERS["docx"](told))
    assert load_workbook(io.BytesIO(MAKERS["xlsx"](told))).worksheets[1]["C2"].value


def test_every_language_and_direction_is_set_in_letters_of_the_fonts() -> None:
    latin = "Łódź żółć ČĆŽŠĐ čćžšđ ÆØÅ æøå áŋŧ n\u0308 ĳ"
    turned = "שלום עולם مرحبا بالعالم"
    told = contents(title=latin, summary=f"{turned}\n{latin}", language="bs")

    data = MAKERS["pdf"](told)

    words = words_of_pdf(data)
    assert "\ufffd" not in words.replace("kao \ufffd", "")
    assert "Łódź żółć ČĆŽŠĐ" in words
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = {str(f.BaseFont).split("+")[1] for f in fonts_of(document)}
    assert fonts == {"DejaVuSansCondensed", "DejaVuSansCondensed-Bold"}
    paragraphs = Document(io.BytesIO(MAKERS["docx"](told))).paragraphs
    (found,) = [p for p in paragraphs if p.text == turned]
    assert found._p.xpath("./w:pPr/w:bidi")  # noqa: SLF001  # no other way to its element


def fonts_of(document: pikepdf.Pdf) -> list[Any]:
    return [
        one
        for one in document.objects
        if isinstance(one, pikepdf.Dictionary)
        and one.get("/Type") == pikepdf.Name.Font
        and one.get("/Subtype") == pikepdf.Name.Type0
    ]


def test_narrative_of_500_pages_is_there_to_its_end() -> None:
    text = ("Accepted words of a long story, told again and again. " * 90 + "\n") * 500
    told = contents(summary=text + "The very end.")
    book = annual_book(told)

    with pikepdf.open(io.BytesIO(pdf(book))) as document:
        assert len(document.pages) > 400
    assert "The very end." in words_of_docx(word(book))
    # No cell holds more than 32,767 letters, so it goes on below.
    sheet = load_workbook(io.BytesIO(MAKERS["xlsx"](told))).worksheets[2]
    assert str(sheet.cell(sheet.max_row, 3).value).endswith("The very end.")


def test_report_without_a_project_says_so() -> None:
    told = contents(projects=0)
    assert "No budget is on record" in words_of_pdf(MAKERS["pdf"](told))
    assert "No budget is on record" in words_of_docx(MAKERS["docx"](told))
    assert load_workbook(io.BytesIO(MAKERS["xlsx"](told))).worksheets
