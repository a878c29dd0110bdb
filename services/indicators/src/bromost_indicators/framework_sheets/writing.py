"""The filled sheets: hidden keys, words to read by, and cells to write in."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bromost_common.languages import Language
from bromost_common.sheets.formulas import harmless

from .columns import COLUMNS, FORMAT, HEADER_ROWS, HEADING, PARTS, Column, Part
from .present import Present
from .rows import Known
from .words import choices, heading, in_words, sheet_name

_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="E6EAF0")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {"title": 44, "description": 44, "assumption": 44, "code": 10, "ref": 10}
_USUAL_WIDTH = 18
# So many rows below have lists to choose from.
_ROOM = 500
# Beyond that a spreadsheet loses digits.
_DIGITS = 15
_LONGEST = 32_000


class Sheets:
    """The tables of a framework, for a workbook and for a text file alike."""

    def __init__(self, there: Present, language: Language) -> None:
        self.there = there
        self.language = language
        self.parts: list[Part] = [*PARTS]
        if there.parts["above"]:
            self.parts.append("above")

    @property
    def rows(self) -> int:
        return sum(len(self.there.parts[part]) for part in self.parts)

    def head(self, part: Part) -> Iterator[list[str]]:
        columns = COLUMNS[part]
        tag = f"{FORMAT} {self.there.owner.id} {self.language} {part}"
        yield [tag, *(column.name for column in columns)]
        yield [HEADING, *(heading(part, one, self.language) for one in columns)]

    def body(self, part: Part) -> Iterator[list[str]]:
        for known in self.there.parts[part]:
            told = [self._told(part, column, known) for column in COLUMNS[part]]
            yield [known.key, *told]

    def _told(self, part: Part, column: Column, known: Known) -> str:
        if column.form == "code":
            return known.code
        said = known.said.get(column.name, "")
        if column.form == "ref":
            return self._code_of(part, column.name, known)
        return in_words(part, column, said, self.language)

    def _code_of(self, part: Part, name: str, known: Known) -> str:
        if part == "periods":
            return known.code
        return next(
            one.code
            for one in self.there.by_id.values()
            if str(one.id) == known.said[name]
        )

    def is_shown(self, part: Part, column: Column) -> bool:
        """Whether a column is in sight: wide sheets hide what nobody says."""
        own = column.language == self.language
        used = any(column.name in one.said for one in self.there.parts[part])
        return used or not column.is_rare or (own and column.field != "unit_name")


def write_csv(sheets: Sheets) -> bytes:
    """With its hidden cells in sight; UTF-8 with the mark that Excel asks for."""
    text = io.StringIO(newline="")
    out = csv.writer(text)
    width = 1 + max(len(COLUMNS[part]) for part in sheets.parts)
    for part in sheets.parts:
        for cells in (*sheets.head(part), *sheets.body(part)):
            padded = [*cells, *[""] * (width - len(cells))]
            out.writerow([_plain(one) for one in padded])
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    is_number = text.lstrip("-").replace(".", "").isdigit()
    return text if is_number else harmless(text)


def write_workbook(sheets: Sheets) -> bytes:
    workbook = Workbook(write_only=True)
    columns: list[list[str]] = []
    for part in sheets.parts:
        _write_sheet(workbook, sheets, part, columns)
    lists = workbook.create_sheet("lists")
    lists.sheet_state = "hidden"
    for at in range(max(map(len, columns), default=0)):
        lists.append([_text(lists, c[at]) if at < len(c) else None for c in columns])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _write_sheet(
    workbook: Workbook, sheets: Sheets, part: Part, lists: list[list[str]]
) -> None:
    page = workbook.create_sheet(sheet_name(part, sheets.language))
    page.freeze_panes = f"C{HEADER_ROWS + 1}"
    page.row_dimensions[1].hidden = True
    page.column_dimensions["A"].hidden = True
    last = HEADER_ROWS + len(sheets.there.parts[part]) + _ROOM
    for at, column in enumerate(COLUMNS[part], 2):
        name = get_column_letter(at)
        width = _WIDTHS.get(column.field) or _WIDTHS.get(column.form) or _USUAL_WIDTH
        page.column_dimensions[name].width = width
        page.column_dimensions[name].hidden = not sheets.is_shown(part, column)
        words = list(choices(part, column.field, sheets.language).values())
        if words:
            choice = _choice(words, lists)
            choice.add(f"{name}{HEADER_ROWS + 1}:{name}{last}")
            page.data_validations.append(choice)
    keys, names = sheets.head(part)
    page.append(keys)
    page.append([_headed(page, one) for one in names])
    for cells in sheets.body(part):
        shown = zip(COLUMNS[part], cells[1:], strict=True)
        page.append([cells[0], *(_cell(page, one, text) for one, text in shown)])


def _choice(words: list[str], lists: list[list[str]]) -> DataValidation:
    """What is chosen from stands in a sheet of its own: words may hold commas."""
    if words not in lists:
        lists.append(words)
    name = get_column_letter(lists.index(words) + 1)
    choice = DataValidation(
        type="list", formula1=f"lists!${name}$1:${name}${len(words)}", allow_blank=True
    )
    # What else is written is refused here with words, not there without.
    choice.showErrorMessage = False
    return choice


def _headed(page: Any, words: str) -> Any:
    cell = WriteOnlyCell(page, value=words)
    cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAPPED
    return cell


def _cell(page: Any, column: Column, text: str) -> Any:
    if not text:
        return None
    if column.form == "day":
        cell = WriteOnlyCell(page)
        cell.value = date.fromisoformat(text)
        cell.number_format = "yyyy-mm-dd"
        return cell
    digits = text.lstrip("-").replace(".", "")
    if column.form in {"number", "whole"} and len(digits) <= _DIGITS:
        return float(text) if "." in text else int(text)
    return _text(page, text)


def _text(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST])
    cell.alignment = _WRAPPED
    if cell.data_type != "s":
        # Whatever it looks like, it is a text and not run.
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell
