"""The person's own file again, with what was wrong beside where it was wrong."""

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from bromost_common.errors import TooLargeError
from bromost_common.sheets.cells import Cell, text_of
from bromost_common.sheets.formulas import harmless

from .schemas import Outcome

# A workbook that is changed is held in memory as a whole, some ten times as large.
MOST_UNPACKED = 40_000_000
_FILLS: Mapping[Outcome, PatternFill] = {
    "refused": PatternFill("solid", fgColor="FFC7CE"),
    "stale": PatternFill("solid", fgColor="FFEB9C"),
    # It is right, but unlike the values before it.
    "saved": PatternFill("solid", fgColor="DDEBF7"),
}
# Row and column, counted from 1 and 0.
Blamed = Mapping[tuple[int, int], tuple[Outcome, str]]


def mark_workbook(data: bytes, blamed: Blamed) -> bytes:
    """As it was, with fills and comments in the cells to look at."""
    return mark_sheets(data, {None: blamed})


def mark_sheets(data: bytes, blamed: Mapping[str | None, Blamed]) -> bytes:
    """The same by the name of each sheet; without one, in that which was read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
            raise TooLargeError("The workbook is too large to be marked.")
    workbook = load_workbook(io.BytesIO(data), keep_links=False)
    for name, places in blamed.items():
        page = _page(workbook) if name is None else workbook[name]
        for (row, column), (outcome, words) in places.items():
            cell = _cell(page, row, column + 1)
            cell.fill = _FILLS[outcome]
            cell.comment = Comment(words[:1000], "Bromost", width=320, height=90)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _cell(page: Any, row: int, column: int) -> Any:
    """That of merged ones which shows for all of them; the others take no comment."""
    cell = page.cell(row, column)
    for merged in page.merged_cells.ranges:
        if cell.coordinate in merged:
            return page.cell(merged.min_row, merged.min_col)
    return cell


def _page(workbook: Any) -> Any:
    """The sheet that was read: the first one in sight with something in it."""
    for page in workbook.worksheets:
        if page.sheet_state == "visible" and page["A1"].value:
            return page
    return workbook.worksheets[0]


def mark_text(
    rows: list[list[Cell]], delimiter: str, blamed: Blamed, heading: str
) -> bytes:
    """A text file has no room for marks: they get a column of their own."""
    words: dict[int, list[str]] = {}
    for (row, _), (_, said) in blamed.items():
        words.setdefault(row, []).append(said)
    width = max(map(len, rows))
    text = io.StringIO(newline="")
    out = csv.writer(text, delimiter=delimiter)
    for number, cells in enumerate(rows, 1):
        head = heading if number == 2 else ""  # noqa: PLR2004
        problem = "; ".join(words.get(number, [])) or head
        padded = [*cells, *[None] * (width - len(cells))]
        out.writerow([*map(_plain, padded), problem])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        # A number below zero is none that is run.
        return cell if cell.lstrip("-").replace(".", "").isdigit() else harmless(cell)
    return text_of(cell)
