"""Writes a book as PDF/UA-1 with Typst, from fonts of its own."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from .book import Book

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_TEMPLATE = _HERE / "book.typ"
# Shows that there was a letter, where the fonts have none for it.
_UNKNOWN = "\ufffd"


def pdf(book: Book) -> bytes:
    """Tagged, with language and title; dated as its data, so that bytes repeat."""
    given = asdict(book) | {"as_of": None, "parts": None}
    given["blocks"] = [asdict(block) for block in book.blocks]
    data = covered(json.dumps(given, ensure_ascii=False, default=str))
    made = _compiler().compile(
        input=_TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"book": data},
        pdf_standards="ua-1",
        timestamp=int(book.as_of.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def png(svg: str) -> bytes:
    """A drawing for programs that show no SVG; two points for each of its own."""
    made = _compiler().compile(
        input=_PICTURE.encode(),
        format="png",
        ppi=144,
        sys_inputs={"svg": covered(svg)},
    )
    assert isinstance(made, bytes)
    return made


_PICTURE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)
"""


def covered(text: str) -> str:
    """The text with a sign for each letter that the fonts lack; Typst refuses those."""
    lacking = {ord(c): _UNKNOWN for c in set(text) if ord(c) not in _letters()}
    return text.translate(lacking) if lacking else text


@cache
def _letters() -> frozenset[int]:
    """What both fonts have."""
    maps = []
    for path in sorted(_FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            maps.append(font.getBestCmap())
    return frozenset(maps[0]).intersection(*maps) | {ord("\n")}


def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_FONTS)],
    )
