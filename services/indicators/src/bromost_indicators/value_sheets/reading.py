"""From a file to what it says of each value; nothing of it is lost on the way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from bromost_common.errors import TooLargeError
from bromost_common.sheets.cells import Cell, text_of
from bromost_common.sheets.delimited import detect_delimiter
from bromost_common.sheets.delimited import read as read_delimited
from bromost_common.sheets.encodings import decode
from bromost_common.sheets.errors import unreadable
from bromost_common.sheets.formulas import as_written
from bromost_common.sheets.spreadsheet import read as read_spreadsheet

from .plan import MAX_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_LINES, Line, Span
from .words import EVIDENCE, FIELDS, LABELS

FORMAT = "bromost-values/1"
# What the hidden column says of the rows above the values.
HEADER = "#"
MARK = "mark"
_HEADERS = 4
_ZIP = b"PK\x03\x04"


class At(NamedTuple):
    """Which period and which of its fields a column is for."""

    span: Span
    field: str


@dataclass(slots=True)
class Said:
    """What the file says of a period at a line."""

    row: int
    line: Line
    span: Span
    mark: str
    # Only cells with something in them, by field.
    cells: dict[str, Cell]


@dataclass
class Stray:
    """A filled cell that is for no value of any sheet of ours."""

    row: int
    column: int
    code: str
    text: str


@dataclass
class File:
    """All that a file says, and where its columns are, counted from 0."""

    format: str
    owner_id: str
    delimiter: str = ","
    rows: list[list[Cell]] = field(default_factory=list)
    columns: dict[At, int] = field(default_factory=dict)
    fields: dict[int, At] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)

    @property
    def filled(self) -> int:
        """How many cells somebody could have meant as, or of, a value."""
        return sum(len(one.cells) for one in self.said) + len(self.strays)


def read_file(data: bytes) -> File:
    """The sheet in `data`; raises `UnreadableFileError`."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"The file is larger than {MAX_BYTES} bytes.")
    if not data.strip():
        raise unreadable("empty_file", "The file is empty.")
    limit = MOST_LINES + _HEADERS + 1
    if data.startswith(_ZIP):
        _, rows = read_spreadsheet(data, limit, MOST_COLUMNS, most_cells=MOST_CELLS)
        return _file(rows, "xlsx", ",")
    text, _ = decode(data, declared=None)
    delimiter = detect_delimiter(text)
    rows = read_delimited(text, delimiter, limit)
    if "'" in text:
        rows = [[one and as_written(text_of(one)) for one in row] for row in rows]
    return _file(rows, "csv", delimiter)


def _file(rows: list[list[Cell]], kind: str, delimiter: str) -> File:
    tag = text_of(rows[0][0]) if rows and rows[0] else ""
    known, _, owner = tag.rpartition(" ")
    if not tag.startswith("bromost-values/"):
        raise unreadable(
            "not_a_value_sheet", "This is no sheet that was downloaded from here."
        )
    if known != FORMAT:
        raise unreadable("older_template", "Download the sheet anew: its form changed.")
    if len(rows) > MOST_LINES + _HEADERS:
        raise unreadable("too_many_rows", f"At most {MOST_LINES} rows.")
    if sum(map(len, rows)) > MOST_CELLS or max(map(len, rows)) > MOST_COLUMNS:
        raise unreadable("too_many_cells", f"At most {MOST_COLUMNS} columns.")
    file = File(kind, owner, delimiter, rows)
    labels = _columns(file, rows[0])
    lines: Counter[Line | None] = Counter()
    for number, cells in enumerate(rows[1:], 2):
        key = text_of(cells[0]) if cells else ""
        if key != HEADER:
            line = _line(key)
            lines[line] += 1
            _row(file, number, line, cells, labels)
    _refuse_repeated(file, {line for line, times in lines.items() if times > 1})
    return file


def _columns(file: File, keys: Sequence[Cell]) -> set[int]:
    """Learn what each column is for; tells which hold no values."""
    labels = {0}
    for index, cell in enumerate(keys[1:], 1):
        key = text_of(cell)
        if key in LABELS or key.endswith(f"/{EVIDENCE}"):
            labels.add(index)
        elif (at := _at(key)) is not None:
            if at in file.columns:
                raise unreadable("duplicate_header", "A column is there twice.", key)
            file.columns[at], file.fields[index] = index, at
    return labels


def _at(key: str) -> At | None:
    days, _, name = key.rpartition("/")
    first, _, last = days.partition("/")
    if name not in {*FIELDS, MARK}:
        return None
    try:
        return At((date.fromisoformat(first), date.fromisoformat(last)), name)
    except ValueError:
        return None


def _row(
    file: File, number: int, line: Line | None, cells: list[Cell], labels: set[int]
) -> None:
    spans: dict[Span, Said] = {}
    for index, cell in enumerate(cells):
        if not cell or index in labels:
            continue
        text = text_of(cell)
        if not text:
            continue
        at = file.fields.get(index)
        is_mark = at is not None and at.field == MARK
        if line is None or at is None:
            code = "unknown_row" if line is None else "unknown_column"
            if not is_mark:
                file.strays.append(Stray(number, index, code, text))
            continue
        said = spans.get(at.span)
        if said is None:
            said = spans[at.span] = Said(number, line, at.span, "", {})
        if is_mark:
            said.mark = text
        else:
            said.cells[at.field] = cell
    file.said += spans.values()


def _line(key: str) -> Line | None:
    parts = key.split("|")
    if len(parts) != len(Line._fields):
        return None
    indicator, place, leaf = parts
    try:
        return Line(
            UUID(indicator),
            UUID(place) if place else None,
            tuple(UUID(one) for one in leaf.split(",") if one),
        )
    except ValueError:
        return None


def _refuse_repeated(file: File, repeated: AbstractSet[Line | None]) -> None:
    """A row that somebody copied beneath itself would be told twice."""
    if not repeated:
        return
    seen: set[tuple[Line, Span]] = set()
    kept = []
    for one in file.said:
        if one.line not in repeated:
            kept.append(one)
        elif (one.line, one.span) in seen:
            file.strays += list(_strays(file, one))
        else:
            seen.add((one.line, one.span))
            kept.append(one)
    file.said = kept


def _strays(file: File, said: Said) -> Iterator[Stray]:
    for name, cell in said.cells.items():
        column = file.columns[At(said.span, name)]
        yield Stray(said.row, column, "repeated_row", text_of(cell))
