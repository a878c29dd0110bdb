"""How the workbook looks, what is locked in it, and what is chosen from."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .words import EVIDENCE, LABELS

if TYPE_CHECKING:
    from .writing import Sheet

HEADER_ROWS = 4
_LABEL_WIDTHS = (34, 18, 24, 12)
_WIDTHS = {
    "value": 16,
    "numerator": 12,
    "denominator": 12,
    "state": 16,
    "comment": 24,
    EVIDENCE: 14,
}
_FIRST = len(LABELS) + 2


class Style(Enum):
    """What a cell is for."""

    HIDDEN = "hidden"
    HEADER = "header"
    DAY = "day"
    LOCKED = "locked"
    OPEN = "open"
    NOT_HERE = "not here"


_THIN = Side(style="thin", color="C9CED6")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILLS = {
    Style.HEADER: PatternFill("solid", fgColor="E6EAF0"),
    Style.DAY: PatternFill("solid", fgColor="E6EAF0"),
    Style.LOCKED: PatternFill("solid", fgColor="F4F5F7"),
    Style.NOT_HERE: PatternFill("solid", fgColor="DFE1E6"),
}
_BOLD = Font(bold=True)
_UNLOCKED = Protection(locked=False)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def styled(page: Any, value: Any, style: Style) -> Any:
    if style is Style.HIDDEN:
        return value
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str) and cell.data_type != "s":
        # Whatever it looks like, it is a text and not run.
        cell.data_type = "s"
        cell.quotePrefix = True
    if style in _FILLS:
        cell.fill = _FILLS[style]
    if style is Style.OPEN:
        cell.protection = _UNLOCKED
        cell.border = _BOX
    if style in {Style.HEADER, Style.DAY}:
        cell.font = _BOLD
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if style is Style.LOCKED:
        cell.alignment = _WRAPPED
    return cell


def finish(workbook: Workbook, page: Any, sheet: "Sheet") -> None:
    """All that is said before the rows of a sheet that is written one by one."""
    page.freeze_panes = f"{get_column_letter(_FIRST)}{HEADER_ROWS + 1}"
    page.protection.sheet = True
    # Widths, heights and the order of rows are the person's own.
    page.protection.formatColumns = False
    page.protection.formatRows = False
    page.row_dimensions[1].hidden = True
    page.column_dimensions["A"].hidden = True
    for at, width in enumerate(_LABEL_WIDTHS, 2):
        page.column_dimensions[get_column_letter(at)].width = width
    for at, column in enumerate(sheet.columns, _FIRST):
        dimension = page.column_dimensions[get_column_letter(at)]
        if column.field in _WIDTHS:
            dimension.width = _WIDTHS[column.field]
        else:
            dimension.hidden = True
    _add_lists(workbook, page, sheet)


def _add_lists(workbook: Workbook, page: Any, sheet: "Sheet") -> None:
    """What is chosen from stands in a sheet of its own: words may hold commas."""
    lists = workbook.create_sheet("lists")
    lists.sheet_state = "hidden"
    known: dict[tuple[str, ...], DataValidation] = {}
    columns: list[tuple[str, ...]] = []
    for words, place in _choices(sheet):
        if words not in known:
            columns.append(words)
            name = get_column_letter(len(columns))
            choice = DataValidation(
                type="list",
                formula1=f"lists!${name}$1:${name}${len(words)}",
                allow_blank=True,
            )
            # What else is written is refused here with words, not there without.
            choice.showErrorMessage = False
            page.data_validations.append(choice)
            known[words] = choice
        known[words].add(place)
    for row in range(max(map(len, columns), default=0)):
        lists.append([_text(lists, c[row]) if row < len(c) else None for c in columns])


def _text(page: Any, words: str) -> Any:
    return styled(page, words, Style.LOCKED)


def _choices(sheet: "Sheet") -> Iterator[tuple[tuple[str, ...], str]]:
    """Each list of words, and the cells that are chosen from it."""
    states = tuple(sheet.words.states.values())
    first, last = HEADER_ROWS + 1, HEADER_ROWS + max(1, len(sheet.lines))
    for at, column in enumerate(sheet.columns, _FIRST):
        name = get_column_letter(at)
        if column.field == "state":
            yield states, f"{name}{first}:{name}{last}"
        if column.field != "value":
            continue
        for row, line in enumerate(sheet.lines, first):
            rule = sheet.plan.rule(line.indicator_id, column.span)
            words = tuple(word for _, word in sheet.choices(rule)) if rule else ()
            if words:
                yield words, f"{name}{row}"
