"""From a file to lines, and the empty file to fill in."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bromost_common.errors import TooLargeError
from bromost_common.languages import Language
from bromost_common.sheets.cells import Cell, Table, text_of
from bromost_common.sheets.errors import unreadable
from bromost_common.sheets.files import read_table

from .columns import COLUMNS, KINDS, NO, YES
from .schemas import MOST_LINES, Line

MAX_BYTES = 2_000_000
_BY_HEADER = {
    name.casefold(): field for field, names in COLUMNS.items() for name in names
}
_KINDS = {name: kind for kind, names in KINDS.items() for name in names}
_OF_RESULTS = frozenset(
    {"goals", "leads_to", "builds", "inside_municipal_tasks", "description"}
)
_TEXTS = ("description", "source")
_FIGURES = ("baseline_value", "target_value")
_LISTS = ("goals", "leads_to")


def read_lines(data: bytes, language: Language) -> tuple[list[Line], list[int]]:
    """The lines of a file, and the row that each is from."""
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"The file is larger than {MAX_BYTES} bytes.")
    table = read_table(data)
    fields = _fields(table)
    rows = [row.number for row in table.rows]
    if len(rows) > MOST_LINES:
        raise unreadable("too_many_rows", f"At most {MOST_LINES} rows at once.")
    places = {row: line for line, row in enumerate(rows, 1)}
    lines = [_line(fields, row.cells, language, places) for row in table.rows]
    return lines, rows


def _fields(table: Table) -> dict[int, str]:
    """Which field each column is of; what is named otherwise is nobody's."""
    fields = {
        at: _BY_HEADER[header.casefold()]
        for at, header in enumerate(table.headers)
        if header.casefold() in _BY_HEADER
    }
    named = set(fields.values())
    if "kind" not in named or not any(name.startswith("title") for name in named):
        raise unreadable(
            "wrong_header", "A column “Level” and one with a title are needed."
        )
    return fields


def _line(
    fields: dict[int, str],
    cells: list[Cell],
    language: Language,
    places: dict[int, int],
) -> Line:
    said = {fields[at]: text_of(cell) for at, cell in enumerate(cells) if at in fields}
    said = {name: value for name, value in said.items() if value}
    wanted = said.pop("kind", "")
    kind = _KINDS.get(wanted.casefold(), wanted[:40])
    titles = {n[6:]: said.pop(n) for n in sorted(said) if n.startswith("title.")}
    line: dict[str, Any] = {"title": titles}
    if kind == "indicator":
        line |= {"unit": "number", "direction": "increase"}
    else:
        line["original_language"] = (
            language if language in titles else next(iter(titles), language)
        )
    for name, value in said.items():
        if (kind == "indicator") != (name in _OF_RESULTS):
            line[name] = _value(name, value, language, places)
    lists = {name: line.pop(name, []) for name in _LISTS}
    return Line(kind=kind, fields=line, **lists)


def _value(name: str, value: str, language: Language, places: dict[int, int]) -> Any:
    if name in _TEXTS:
        return {language: value}
    if name in _FIGURES:
        return value.replace(",", ".") if "." not in value else value
    if name in _LISTS:
        numbers = [int(n) for n in value.replace(",", " ").split() if n.isdecimal()]
        # What leads to a row of the file leads to the line that is from there.
        return [places.get(n, 0) for n in numbers] if name == "leads_to" else numbers
    if name == "decimals":
        return int(value) if value.isdecimal() else value
    if name == "inside_municipal_tasks":
        word = value.casefold()
        return True if word in YES else False if word in NO else value
    return value.casefold() if name in {"builds", "direction"} else value


def template() -> bytes:
    """A workbook with the columns, and the levels to choose from."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Framework"
    sheet.append([names[0] for names in COLUMNS.values()])
    for at, cell in enumerate(sheet[1], 1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 18
    sheet.freeze_panes = "A2"
    levels = DataValidation(type="list", formula1=f'"{",".join(KINDS)}"')
    sheet.add_data_validation(levels)
    levels.add(f"A2:A{MOST_LINES + 1}")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
