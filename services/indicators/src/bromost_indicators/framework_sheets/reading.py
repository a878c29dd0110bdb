"""From a file to rows; nothing of it is lost on the way."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args
from uuid import UUID

from bromost_common.errors import TooLargeError
from bromost_common.languages import LANGUAGES, Language
from bromost_common.sheets.cells import Cell, is_blank, letter, text_of
from bromost_common.sheets.delimited import detect_delimiter
from bromost_common.sheets.delimited import read as read_delimited
from bromost_common.sheets.encodings import decode
from bromost_common.sheets.errors import unreadable
from bromost_common.sheets.formulas import as_written
from bromost_common.sheets.guard import open_workbook
from bromost_common.sheets.spreadsheet import read_all

from .columns import COLUMNS, FORMAT, HEADING, Part
from .rows import Row

MAX_BYTES = 5_000_000
# More than a framework has of anything, with room for blank rows.
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELLS = 600_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{1,24})"')
_TAG_PARTS = 4


@dataclass
class File:
    """All that a file says."""

    format: str
    owner_id: UUID
    language: Language
    delimiter: str = ","
    # As they stand there, for the copy that is given back.
    sheets: list[tuple[str, list[list[Cell]]]] = field(default_factory=list)
    rows: dict[Part, list[Row]] = field(default_factory=dict)
    # Cells with something in them that are for nothing of ours.
    left_out: list[str] = field(default_factory=list)


def read_file(data: bytes) -> File:
    """The sheets in `data`; raises `UnreadableFileError`."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"The file is larger than {MAX_BYTES} bytes.")
    if not data.strip():
        raise unreadable("empty_file", "The file is empty.")
    if data.startswith(_OLD_EXCEL):
        raise unreadable(
            "old_excel_format", "Save the workbook as .xlsx; the old .xls is not read."
        )
    if data.startswith(_ZIP):
        sheets = read_all(data, MOST_ROWS + 1, MOST_COLUMNS, most_cells=MOST_CELLS)
        _refuse_merged(data)
        return _file(sheets, "xlsx", ",")
    text, _ = decode(data, declared=None)
    delimiter = detect_delimiter(text)
    rows = read_delimited(text, delimiter, MOST_ROWS + 1)
    if "'" in text:
        rows = [[one and as_written(text_of(one)) for one in row] for row in rows]
    return _file([("", rows)], "csv", delimiter)


def _refuse_merged(data: bytes) -> None:
    """Of merged cells all but one are empty, and would seem to be meant so."""
    with open_workbook(data) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and (place := _merged(archive, name)):
                raise unreadable("merged_cells", f"{place} are merged cells.", place)


def _merged(archive: zipfile.ZipFile, name: str) -> str | None:
    before = b""
    with archive.open(name) as part:
        for chunk in iter(lambda: part.read(io.DEFAULT_BUFFER_SIZE * 64), b""):
            if found := _MERGED.search(before + chunk):
                return found[1].decode()
            before = chunk[-100:]
    return None


def _file(
    sheets: list[tuple[str, list[list[Cell]]]], kind: str, delimiter: str
) -> File:
    file: File | None = None
    ignored: list[str] = []
    for name, rows in sheets:
        if len(rows) > MOST_ROWS:
            raise unreadable("too_many_rows", f"At most {MOST_ROWS} rows.")
        if max(map(len, rows), default=0) > MOST_COLUMNS:
            raise unreadable("too_many_columns", f"At most {MOST_COLUMNS} columns.")
        tables = list(_tables(rows))
        if not tables:
            ignored.append(name)
        for start, end in tables:
            tag = text_of(rows[start][0])
            file = file or _begun(tag, kind, delimiter, sheets)
            _read_table(file, name, rows, start, end)
    if file is None:
        raise unreadable(
            "not_a_framework_sheet", "This is no sheet that was downloaded from here."
        )
    file.left_out = [*ignored, *file.left_out]
    return file


def _tables(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int]]:
    """Where tables begin and end: a text file has them one below the other."""
    starts = [
        at for at, cells in enumerate(rows) if cells and _is_tag(text_of(cells[0]))
    ]
    yield from zip(starts, [*starts, len(rows)][1:], strict=True)


def _is_tag(text: str) -> bool:
    return text.startswith("bromost-framework/")


def _begun(
    tag: str, kind: str, delimiter: str, sheets: list[tuple[str, list[list[Cell]]]]
) -> File:
    known, owner, language, _ = _tag(tag)
    if known != FORMAT:
        raise unreadable("older_template", "Download the sheet anew: its form changed.")
    return File(kind, owner, language, delimiter, sheets)


def _tag(tag: str) -> tuple[str, UUID, Language, Part]:
    """What the first cell of a table tells of it."""
    told = tag.split()
    if len(told) == _TAG_PARTS:
        known, owner, language, part = told
        languages = [one for one in LANGUAGES if one == language]
        parts: list[Part] = [one for one in get_args(Part) if one == part]
        try:
            if languages and parts:
                return known, UUID(owner), languages[0], parts[0]
        except ValueError:
            pass
    raise unreadable("not_a_framework_sheet", "The first cell was changed.", "A")


def _read_table(
    file: File, sheet: str, rows: Sequence[list[Cell]], start: int, end: int
) -> None:
    *_, part = _tag(text_of(rows[start][0]))
    if part in file.rows:
        raise unreadable("repeated_sheet", "A sheet is there twice.", sheet or part)
    names = {column.name for column in COLUMNS[part]}
    places: dict[str, int] = {}
    for at, cell in enumerate(rows[start][1:], 1):
        name = text_of(cell)
        if name in places:
            raise unreadable("duplicate_header", "A column is there twice.", name)
        if name in names:
            places[name] = at
    file.rows[part] = []
    for number, cells in enumerate(rows[start + 1 : end], start + 2):
        key = text_of(cells[0]) if cells else ""
        if key == HEADING or is_blank(cells[1:]):
            continue
        told = {name: cells[at] for name, at in places.items() if at < len(cells)}
        file.rows[part].append(Row(part, sheet, number, key, told, places))
        own = set(places.values())
        for at, cell in enumerate(cells[1:], 1):
            if at not in own and text_of(cell):
                place = (
                    f"{sheet}!{letter(at)}{number}"
                    if sheet
                    else f"{letter(at)}{number}"
                )
                file.left_out.append(place)
