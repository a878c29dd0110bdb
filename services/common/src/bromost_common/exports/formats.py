"""The forms of a file; each takes a list bit by bit and never holds all of it."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Literal, Protocol, TypeAlias

import xlsxwriter
from pydantic_core import to_json

from bromost_common.sheets.formulas import harmless

from .columns import Item
from .tables import Table

FileFormat: TypeAlias = Literal["csv", "xlsx", "json", "parquet"]
# What a worksheet holds beneath its header.
SHEET_ROWS = 1_048_575
# The widest that a column of a workbook is made, in letters.
_WIDEST = 40
# A cell's longest text; what is longer is cut by whatever opens the file.
_LONGEST = 32_767


class Writer(Protocol):
    """Writes items to the file it was made with."""

    def add(self, items: Sequence[Item]) -> None: ...
    def close(self) -> None: ...


class CsvWriter:
    """UTF-8 with byte order mark, semicolons between cells: spreadsheets open it."""

    def __init__(self, file: IO[bytes], table: Table) -> None:
        self._table = table
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._text, delimiter=";", lineterminator="\r\n")
        self._rows.writerow(table.head())

    def add(self, items: Sequence[Item]) -> None:
        self._rows.writerows(
            ["" if cell is None else harmless(str(cell)) for cell in row]
            for row in map(self._table.row, items)
        )

    def close(self) -> None:
        self._text.detach()


class JsonWriter:
    """An array of the list's items, as its pages have them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._between = b"["

    def add(self, items: Sequence[Item]) -> None:
        for item in items:
            self._file.write(self._between + to_json(item))
            self._between = b",\n"

    def close(self) -> None:
        self._file.write(b"]\n" if self._between != b"[" else b"[]\n")


class XlsxWriter:
    """One sheet whose days are days and whose numbers are numbers."""

    def __init__(self, file: IO[bytes], table: Table) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False}
        self._book = xlsxwriter.Workbook(file, options)
        self._table = table
        self._sheet = self._book.add_worksheet()
        self._days = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._instants = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        bold = self._book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for at, word in enumerate(table.head()):
            wide = _WIDEST if table.columns[at].kind in ("text", "texts") else len(word)
            self._sheet.set_column(at, at, max(12, min(wide, _WIDEST)))
            self._sheet.write_string(0, at, word, bold)
        self._next = 1

    def add(self, items: Sequence[Item]) -> None:
        for item in items:
            for at, cell in enumerate(self._table.row(item)):
                if cell is not None:
                    self._write(at, cell)
            self._next += 1

    def _write(self, at: int, cell: Any) -> None:
        place = (self._next, at)
        match self._table.columns[at].kind:
            case "integer":
                self._sheet.write_number(*place, cell)
            case "decimal":
                self._sheet.write_number(*place, Decimal(cell))
            case "day":
                self._sheet.write_datetime(*place, date.fromisoformat(cell), self._days)
            case "instant":
                # A workbook's times have no zone: these are in UTC, as everywhere.
                told = datetime.fromisoformat(cell).replace(tzinfo=None)
                self._sheet.write_datetime(*place, told, self._instants)
            case _:
                self._sheet.write_string(*place, cell[:_LONGEST])

    def close(self) -> None:
        last = len(self._table.columns) - 1
        self._sheet.autofilter(0, 0, self._next - 1, last)
        self._book.close()


def writer_of(form: FileFormat, file: IO[bytes], table: Table) -> Writer:
    match form:
        case "csv":
            return CsvWriter(file, table)
        case "json":
            return JsonWriter(file)
        case "xlsx":
            return XlsxWriter(file, table)
        case "parquet":
            # Large, and needed by few: no process carries it before it is asked for.
            from .parquet_file import ParquetWriter  # noqa: PLC0415

            return ParquetWriter(file, table)
