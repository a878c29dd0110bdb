"""Rows of an XLSX workbook's first sheet that holds a table."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile
from zlib import error as zlib_error

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .cells import Cell, is_blank
from .errors import unreadable
from .guard import open_workbook

# Rows beyond the table that are looked at for more of it.
_TRAILING_BLANKS = 1000


def read(
    data: bytes, limit: int, width: int, *, most_cells: int | None = None
) -> tuple[str, list[list[Cell]]]:
    """The sheet's name and its rows, blank ones between them included.

    With `most_cells`, rows are as long as they are, and all of them together bounded:
    a file of many columns is read without filling up each row to the widest.
    """
    found = _sheets(data, limit, width, most_cells, only_first=True)
    if not found:
        raise unreadable("empty_file", "The workbook has no sheet with anything in it.")
    return found[0]


def read_all(
    data: bytes, limit: int, width: int, *, most_cells: int
) -> list[tuple[str, list[list[Cell]]]]:
    """The same of all sheets that are in sight and have something in them."""
    return _sheets(data, limit, width, most_cells, only_first=False)


def _sheets(
    data: bytes, limit: int, width: int, most_cells: int | None, *, only_first: bool
) -> list[tuple[str, list[list[Cell]]]]:
    open_workbook(data).close()
    found: list[tuple[str, list[list[Cell]]]] = []
    try:
        workbook = load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        try:
            for sheet in workbook.worksheets:
                if sheet.sheet_state != "visible" or (found and only_first):
                    continue
                sheet.reset_dimensions()
                raw = (
                    _bounded(sheet.iter_rows(), width, most_cells)
                    if most_cells
                    else sheet.iter_rows(max_col=width)
                )
                rows = list(_rows(raw, limit))
                if rows:
                    found.append((sheet.title, rows))
        finally:
            workbook.close()
    except (
        # Whichever parser is installed, what it says of broken XML is a SyntaxError.
        InvalidFileException, BadZipFile, zlib_error, EOFError, SyntaxError, KeyError,
        ValueError, IndexError, TypeError, AttributeError, OSError,
    ) as error:  # fmt: skip
        raise unreadable("damaged_file", "The workbook is damaged.") from error
    return found


def _bounded(
    rows: Iterable[tuple[Any, ...]], width: int, most_cells: int
) -> Iterator[tuple[Any, ...]]:
    """Refuse more than there may be, before anything is made of it."""
    cells = 0
    for raw in rows:
        cells += len(raw)
        if cells > most_cells:
            raise unreadable("too_many_cells", f"At most {most_cells} cells.")
        if any(cell.value is not None for cell in raw[width:]):
            raise unreadable("too_many_columns", f"At most {width} columns.")
        yield raw[:width]


def _rows(rows: Iterable[tuple[Any, ...]], limit: int) -> Iterator[list[Cell]]:
    blanks = 0
    given = 0
    for raw in rows:
        cells = [_cell(one) for one in raw]
        if is_blank(cells):
            blanks += 1
            if blanks > _TRAILING_BLANKS:
                return
            continue
        for _ in range(blanks):
            yield []
        given += blanks + 1
        blanks = 0
        yield cells
        if given >= limit:
            return


def _cell(raw: Any) -> Cell:
    value = raw.value
    if raw.data_type == "f":
        return {"f": str(getattr(value, "text", value) or "=")}
    if raw.data_type == "e":
        return {"e": str(value)}
    match value:
        case None | "":
            cell: Cell = None
        case bool():
            cell = str(value).lower()
        case int() | float():
            cell = {"n": format(Decimal(repr(value)), "f")}
            if "%" in (raw.number_format or ""):
                # Half is shown as 50 %: who reads it must know what was seen.
                cell["p"] = "%"
        case datetime() if value.time() == time():
            cell = {"d": value.date().isoformat()}
        case date() | time():
            cell = {"d": value.isoformat()}
        case _:
            cell = str(value)
    return cell
