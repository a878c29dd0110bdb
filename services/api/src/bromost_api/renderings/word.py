"""Writes a book as a Word document.

python-docx brings the package and its styles. What it has no calls for, links and heads
of tables that are repeated, is written as the elements of the format.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from .book import Book, Heading, Line, Paragraph, Picture, Table
from .sealing import sealed
from .word_elements import Elements
from .word_pictures import add_picture

_ACCENT = RGBColor(0x13, 0x4E, 0x6F)
_FONT = "Calibri"
_TAGS = {"en": "en-GB", "nb": "nb-NO", "bs": "bs-Latn-BA", "pl": "pl-PL"}


def word(book: Book) -> bytes:
    """With title, language, styles of headings, and dates of the data alone."""
    document = Document()
    _Writer(document, book).write()
    packed = io.BytesIO()
    document.save(packed)
    return sealed(packed.getvalue())


class _Writer:
    """Adds the parts of a book to an empty document, one after the other."""

    def __init__(self, document: Docx, book: Book) -> None:
        self._document = document
        self._book = book
        self._elements = Elements(document)
        self._body: Any = document.element.body
        self._headings = 0

    def write(self) -> None:
        self._properties()
        self._styles()
        self._page()
        if self._book.is_brief:
            self._titles()
        else:
            self._title_page()
            self._contents()
        for block in self._book.blocks:
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Table):
                self._append(self._elements.table(block))
                self._document.add_paragraph()
            else:
                self._picture(block)

    def _append(self, xml: str) -> None:
        # What describes the page stays the last element.
        self._body.insert(len(self._body) - 1, parse_xml(xml))

    def _properties(self) -> None:
        told, at = self._document.core_properties, self._book.as_of
        told.title = f"{self._book.title} – {self._book.subtitle}"[:255]
        told.language = _TAGS[self._book.language]
        told.author = told.last_modified_by = "Bromost"
        told.comments = ""
        told.revision = 1
        # The format knows no time zones.
        told.created = told.modified = at.replace(tzinfo=None, microsecond=0)

    def _styles(self) -> None:
        styles: Any = self._document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(10)
        normal.paragraph_format.space_after = Pt(6)
        language = parse_xml(
            f'<w:lang {nsdecls("w")} w:val="{_TAGS[self._book.language]}"'
            ' w:bidi="ar-SA"/>'
        )
        defaults = styles.element.find(qn("w:docDefaults"))
        told = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for old in told.findall(qn("w:lang")):
            told.remove(old)
        told.append(language)
        for name, size in (("Title", 28), ("Heading 1", 16), ("Heading 2", 12)):
            font = styles[name].font
            font.size, font.color.rgb, font.bold = Pt(size), _ACCENT, True
            fonts = styles[name].element.rPr.rFonts
            for key in list(fonts.attrib):
                del fonts.attrib[key]
            font.name = _FONT
        styles["Heading 1"].paragraph_format.space_before = Pt(18)
        styles["Heading 2"].paragraph_format.space_before = Pt(12)

    def _page(self) -> None:
        section = self._document.sections[0]
        across, down = Mm(210), Mm(297)
        if self._book.is_wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            across, down = down, across
        section.page_width, section.page_height = across, down
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(20)
        section.different_first_page_header_footer = not self._book.is_brief
        footer: Any = section.footer.paragraphs[0]
        footer.text = f"{self._book.title} · {self._book.subtitle}\t\t"
        footer._p.append(parse_xml(self._elements.page_number()))  # noqa: SLF001  # no other way to its element

    def _title_page(self) -> None:
        for _ in range(8):
            self._document.add_paragraph()
        self._titles()
        self._new_page()

    def _titles(self) -> None:
        self._document.add_paragraph(self._book.title, style="Title")
        self._document.add_paragraph(self._book.subtitle, style="Subtitle")
        for fact in self._book.facts:
            self._document.add_paragraph(fact)

    def _new_page(self) -> None:
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _contents(self) -> None:
        # No heading: it would stand in its own list.
        named = self._document.add_paragraph()
        run = named.add_run(self._book.contents)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(16), True, _ACCENT
        headings = [b for b in self._book.blocks if isinstance(b, Heading)]
        for xml in self._elements.contents(headings):
            self._append(xml)
        self._new_page()

    def _heading(self, heading: Heading) -> None:
        added: Any = self._document.add_heading(level=heading.level)
        self._headings += 1
        added._p.append(  # noqa: SLF001  # no other way to its element
            parse_xml(self._elements.bookmark_start(self._headings))
        )
        added.add_run(heading.text)
        added._p.append(parse_xml(self._elements.bookmark_end(self._headings)))  # noqa: SLF001

    def _paragraph(self, paragraph: Paragraph) -> None:
        style = "List Bullet" if paragraph.is_item else "Normal"
        added: Any = self._document.add_paragraph(style=style)
        line: Line = paragraph.runs
        if paragraph.from_right:
            added._p.get_or_add_pPr().append(  # noqa: SLF001
                parse_xml(f"<w:bidi {nsdecls('w')}/>")
            )
        for xml in self._elements.runs(
            line, is_quiet=paragraph.is_quiet, from_right=paragraph.from_right
        ):
            added._p.append(parse_xml(xml))  # noqa: SLF001

    def _picture(self, picture: Picture) -> None:
        section: Any = self._document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        add_picture(self._document, picture, min(room, Mm(170)))
        caption = self._document.add_paragraph(style="Caption")
        caption.add_run(picture.caption)
