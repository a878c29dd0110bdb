"""Any uploaded file to a table, or a coded refusal."""

from .cells import Cell, Row, Table, is_blank, letter, text_of
from .delimited import MAX_CELL, detect_delimiter
from .delimited import read as read_delimited
from .encodings import decode
from .errors import unreadable
from .spreadsheet import read as read_spreadsheet

MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_BYTES = 20_000_000
# A title and a few notes may stand above the header.
_HEADER_WITHIN = 20
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MOST_ROWS_READ = MAX_ROWS + _HEADER_WITHIN + 1


def read_table(data: bytes, *, encoding: str | None = None) -> Table:
    """The table in `data`; raises `UnreadableFileError`."""
    if not data.strip():
        raise unreadable("empty_file", "The file is empty.")
    if data.startswith(_OLD_EXCEL):
        raise unreadable(
            "old_excel_format", "Save the workbook as .xlsx; the old .xls is not read."
        )
    if data.startswith(_ZIP):
        sheet, rows = read_spreadsheet(data, _MOST_ROWS_READ, MAX_COLUMNS + 1)
        return _table(rows, format="xlsx", sheet=sheet)
    if data.startswith(b"%PDF"):
        raise unreadable("unknown_format", "The file is neither text nor a workbook.")
    text, name = decode(data, declared=encoding)
    if not text.strip():
        raise unreadable("empty_file", "The file is empty.")
    delimiter = detect_delimiter(text)
    rows = read_delimited(text, delimiter, _MOST_ROWS_READ)
    return _table(rows, format="csv", encoding=name, delimiter=delimiter)


def _table(
    rows: list[list[Cell]],
    *,
    format: str,  # noqa: A002  # what a file has
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table:
    at = _header_index(rows)
    headers = _headers(rows[at])
    body = [
        Row(at + 2 + i, _trimmed(cells))
        for i, cells in enumerate(rows[at + 1 :])
        if not is_blank(cells)
    ]
    if not body:
        raise unreadable("no_rows", "There is a header, but no row beneath it.")
    if len(body) > MAX_ROWS or len(rows) >= _MOST_ROWS_READ:
        raise unreadable("too_many_rows", f"A file may have at most {MAX_ROWS} rows.")
    return Table(format, encoding, delimiter, sheet, at + 1, headers, body)


def _header_index(rows: list[list[Cell]]) -> int:
    """The first row that names at least two columns."""
    for index, cells in enumerate(rows[:_HEADER_WITHIN]):
        if sum(bool(text_of(cell)) for cell in cells) >= 2:  # noqa: PLR2004  # one cell is a title
            return index
    raise unreadable(
        "wrong_header", "No header was found: a row that names at least two columns."
    )


def _headers(cells: list[Cell]) -> list[str]:
    headers = [text_of(cell) for cell in _trimmed(cells)]
    if len(headers) > MAX_COLUMNS:
        raise unreadable(
            "too_many_columns", f"A file may have at most {MAX_COLUMNS} columns."
        )
    numbers = [isinstance(c, dict) or _is_number(text_of(c)) for c in cells if c]
    if sum(numbers) * 2 > len(numbers):
        raise unreadable(
            "wrong_header",
            "The first row holds figures, not the names of columns.",
        )
    seen: dict[str, int] = {}
    for index, header in enumerate(headers):
        if len(header) > MAX_CELL:
            raise unreadable("wrong_header", "A header is far too long.")
        key = header.casefold()
        if key and key in seen:
            first = letter(seen[key])
            raise unreadable(
                "duplicate_header",
                f"Columns {first} and {letter(index)} are both named “{header[:80]}”.",
                first,
                letter(index),
            )
        seen.setdefault(key, index)
    return headers


def _trimmed(cells: list[Cell]) -> list[Cell]:
    end = len(cells)
    while end and not text_of(cells[end - 1]):
        end -= 1
    return cells[:end]


def _is_number(text: str) -> bool:
    return text.replace(" ", "").replace(".", "").replace(",", "").isdigit()
