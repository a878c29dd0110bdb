"""The file as it was, with what became of each row beside it, as XLSX."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from bromost_common.paging import AnyRow
from bromost_common.sheets.cells import Cell, text_of
from bromost_common.sheets.formulas import STARTS

_REFUSED = PatternFill("solid", fgColor="FFC7CE")
_BOLD = Font(bold=True)
_COLOURS = {
    "create": PatternFill("solid", fgColor="C6EFCE"),
    "match": PatternFill("solid", fgColor="DDEBF7"),
    "refuse": _REFUSED,
}
_LONGEST = 32_000
_WIDTH = 22


def annotated_workbook(
    headers: Sequence[str],
    rows: Sequence[AnyRow],
    outcomes: Mapping[int, tuple[str, list[dict[str, Any]]]],
) -> Path:
    """A temporary file, written row by row; who asks for it deletes it."""
    handle, name = tempfile.mkstemp(suffix=".xlsx", prefix="bromost-import-")
    os.close(handle)
    path = Path(name)
    try:
        workbook = Workbook(write_only=True)
        sheet = workbook.create_sheet("Import")
        sheet.freeze_panes = "A2"
        for at in range(len(headers) + 3):
            sheet.column_dimensions[get_column_letter(at + 1)].width = _WIDTH
        titles = [*headers, "row", "outcome", "reason"]
        sheet.append([_bold(sheet, title) for title in titles])
        for row in rows:
            outcome, reasons = outcomes.get(row.row_number, ("", []))
            sheet.append(list(_cells(sheet, headers, row, outcome, reasons)))
        workbook.save(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _cells(
    sheet: Any,
    headers: Sequence[str],
    row: AnyRow,
    outcome: str,
    reasons: list[dict[str, Any]],
) -> Iterator[Any]:
    width = max(len(headers), len(row.cells))
    padded = [*row.cells, *[None] * (width - len(row.cells))]
    blamed = _by_column(reasons)
    for at, cell in enumerate(padded):
        written = _written(sheet, _value(cell))
        messages = blamed.get(get_column_letter(at + 1))
        if messages:
            written = _styled(sheet, written)
            written.fill = _REFUSED
            written.comment = Comment("\n".join(messages)[:1000], "Bromost")
        yield written
    yield row.row_number
    verdict = outcome
    if outcome in _COLOURS:
        verdict = _styled(sheet, outcome)
        verdict.fill = _COLOURS[outcome]
    yield verdict
    yield _written(sheet, "; ".join(_sentence(reason) for reason in reasons))


def _by_column(reasons: list[dict[str, Any]]) -> dict[str, list[str]]:
    blamed: dict[str, list[str]] = {}
    for reason in reasons:
        if reason["column"]:
            blamed.setdefault(reason["column"], []).append(reason["message"])
    return blamed


def _sentence(reason: dict[str, Any]) -> str:
    where = f"{reason['cell']}: " if reason["cell"] else ""
    return f"{where}{reason['message']} [{reason['code']}]"


def _value(cell: Cell) -> Any:
    if isinstance(cell, dict):
        kind, value = next(iter(cell.items()))
        if kind == "n":
            return float(value) if "." in value else int(value)
        if kind == "d" and len(value) == len("2005-01-01"):
            return date.fromisoformat(value)
        return value
    return text_of(cell) if cell is not None else None


def _written(sheet: Any, value: Any) -> Any:
    """`value` as it is given to the sheet; text is never run as a formula."""
    if not isinstance(value, str):
        return value
    clean = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
    if not clean.startswith(STARTS):
        return clean
    cell = WriteOnlyCell(sheet, value="")
    # Excel's own mark for "this is text", which leaves the text itself as it was.
    cell.quotePrefix = True
    cell.value = clean
    cell.data_type = "s"
    return cell


def _styled(sheet: Any, value: Any) -> Any:
    return value if isinstance(value, SheetCell) else WriteOnlyCell(sheet, value=value)


def _bold(sheet: Any, text: str) -> Any:
    cell = _styled(sheet, _written(sheet, text))
    cell.font = _BOLD
    return cell
