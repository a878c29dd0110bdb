"""Writes a book as a workbook: figures are numbers that lead to their explanation."""

import io
from typing import Any

import xlsxwriter

from .book import Book, Cell, Heading, Paragraph, Part, Row, Table
from .said import plain
from .sealing import sealed
from .workbook import MOST_LETTERS, MOST_LINKS, OPTIONS, sheet_name

_WIDTHS = {True: 16, False: 34}


def book_sheets(book: Book) -> bytes:
    """A sheet of the texts, then one for each table."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, OPTIONS) as made:
        _Writer(made, book).write()
    return sealed(packed.getvalue())


class _Writer:
    """Fills an empty workbook."""

    def __init__(self, made: Any, book: Book) -> None:
        self._made = made
        self._book = book
        self._links = 0
        self._names: set[str] = set()
        self._title = made.add_format({"bold": True, "font_size": 16})
        head = {"bold": True, "bg_color": "#134E6F", "font_color": "white"}
        self._head = made.add_format({**head, "text_wrap": True, "valign": "top"})
        looks = {"plain": {}, "group": {"bold": True}, "sum": {"bold": True}}
        self._looks = {
            role: (
                made.add_format({**look, "text_wrap": True, "valign": "top"}),
                made.add_format({**look, "num_format": "#,##0.##", "valign": "top"}),
            )
            for role, look in looks.items()
        }

    def write(self) -> None:
        book = self._book
        self._made.set_properties(
            {
                "title": f"{book.title} – {book.subtitle}"[:255],
                "author": "Bromost",
                # The format knows no time zones.
                "created": book.as_of.replace(tzinfo=None, microsecond=0),
            }
        )
        texts = self._sheet(book.title)
        texts.set_column(0, 0, 110)
        lines = [book.subtitle, *book.facts]
        texts.write_string(0, 0, book.title, self._title)
        for at, line in enumerate(lines, 1):
            texts.write_string(at, 0, plain(line)[:MOST_LETTERS])
        at = len(lines) + 1
        for part in book.parts:
            at = self._part(texts, at + 1, part)

    def _part(self, texts: Any, at: int, part: Part) -> int:
        texts.write_string(at, 0, part.title[:MOST_LETTERS], self._head)
        for block in part.blocks:
            if isinstance(block, Heading):
                at += 1
                texts.write_string(
                    at, 0, block.text[:MOST_LETTERS], self._looks["group"][0]
                )
            elif isinstance(block, Paragraph):
                at = self._paragraph(texts, at, block)
            elif isinstance(block, Table):
                at += 1
                name = self._table(block)
                texts.write_url(
                    at, 0, f"internal:'{name}'!A1", string=block.title[:255]
                )
        return at

    def _paragraph(self, texts: Any, at: int, block: Paragraph) -> int:
        said = plain(" ".join(run.text for run in block.runs))
        form = self._looks["plain"][0]
        # What is more than a cell can hold goes on below.
        for start in range(0, max(len(said), 1), MOST_LETTERS):
            at += 1
            self._link(
                texts, at, 0, next((r.address for r in block.runs if r.address), None)
            )
            texts.write_string(at, 0, said[start : start + MOST_LETTERS], form)
        return at

    def _sheet(self, title: str) -> Any:
        name = sheet_name(title, self._names)
        return self._made.add_worksheet(name)

    def _table(self, table: Table) -> str:
        sheet = self._sheet(table.title)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDTHS[column.is_figure])
            sheet.write_string(0, place, column.head, self._head)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(table.rows, 1):
            self._row(sheet, at, row)
        name: str = sheet.get_name()
        return name

    def _row(self, sheet: Any, at: int, row: Row) -> None:
        words, figures = self._looks[row.role]
        for place, cell in enumerate(row.cells):
            runs = [run for line in cell for run in line]
            if not runs:
                continue
            self._link(
                sheet, at, place, next((r.address for r in runs if r.address), None)
            )
            value = runs[0].value
            # One figure is a number; several, or figures with words, are a text.
            if value is not None and len(runs) == 1:
                sheet.write_number(at, place, value, figures)
            else:
                sheet.write_string(at, place, _said(cell), words)

    def _link(self, sheet: Any, at: int, place: int, address: str | None) -> None:
        if address is not None and self._links < MOST_LINKS:
            self._links += 1
            # What the cell holds is written over it; the link stays.
            sheet.write_url(at, place, address)


def _said(cell: Cell) -> str:
    lines = (" ".join(run.text for run in line) for line in cell)
    return plain("\n".join(lines))[:MOST_LETTERS]
