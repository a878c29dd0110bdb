"""Rows of an XLSX workbook's first sheet that holds a table."""

import io
from collections.abc import Iterator
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


def read(data: bytes, limit: int, width: int) -> tuple[str, list[list[Cell]]]:
    """The sheet's name and its rows, blank ones between them included."""
    open_workbook(data).close()
    try:
        workbook = load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        try:
            for sheet in workbook.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                sheet.reset_dimensions()
                rows = list(_rows(sheet, limit, width))
                if rows:
                    return sheet.title, rows
        finally:
            workbook.close()
    except (
        # Whichever parser is installed, what it says of broken XML is a SyntaxError.
        InvalidFileException, BadZipFile, zlib_error, EOFError, SyntaxError, KeyError,
        ValueError, IndexError, TypeError, AttributeError, OSError,
    ) as error:  # fmt: skip
        raise unreadable("damaged_file", "The workbook is damaged.") from error
    raise unreadable("empty_file", "The workbook has no sheet with anything in it.")


def _rows(sheet: Any, limit: int, width: int) -> Iterator[list[Cell]]:
    blanks = 0
    given = 0
    for raw in sheet.iter_rows(max_col=width):
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
        case datetime() if value.time() == time():
            cell = {"d": value.date().isoformat()}
        case date() | time():
            cell = {"d": value.isoformat()}
        case _:
            cell = str(value)
    return cell
