"""A cell as a person wrote it, to what it says; or why it says nothing."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from bromost_common.sheets.cells import Cell, text_of
from bromost_indicators.entries.rows import RuleRow
from bromost_indicators.figures import PATTERN
from bromost_indicators.indicators.presenting import plain

from .content import Content
from .words import state_of, step_of, yes_or_no

# More digits than a spreadsheet keeps are noise of its arithmetic.
_KEPT = 15
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007]+")
_PATTERN = re.compile(PATTERN, re.ASCII)
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,]\d{3})+")


@dataclass
class UnreadCellError(Exception):
    """The cell says nothing that could be recorded."""

    field: str
    code: str


def read_cells(cells: dict[str, Cell], rule: RuleRow) -> Content:
    """What the cells of a value say; raises `UnreadCellError`."""
    return Content(
        value=_value(cells.get("value"), rule),
        numerator=read_number("numerator", cells.get("numerator")),
        denominator=read_number("denominator", cells.get("denominator")),
        state=_state(cells.get("state")),
        comment=read_words("comment", cells.get("comment")),
    )


def _value(cell: Cell, rule: RuleRow) -> str | None:
    if not text_of(cell):
        return None
    if rule.kind == "text":
        return read_words("value", cell)
    if isinstance(cell, str):
        known = None
        if rule.scale is not None:
            known = step_of(cell, rule.scale)
        elif rule.kind in {"yes_no", "milestone"}:
            known = yes_or_no(cell)
        if known is not None:
            return plain(Decimal(known))
    return read_number("value", cell, percent=rule.kind == "percentage")


def _state(cell: Cell) -> str | None:
    word = text_of(cell)
    if not word:
        return None
    state = state_of(word) if isinstance(cell, str) else None
    if state is None:
        raise UnreadCellError("state", "unknown_state")
    return state


def read_words(field: str, cell: Cell) -> str | None:
    if cell is None:
        return None
    _refuse_marked(field, cell)
    text = text_of(cell) if isinstance(cell, dict) else cell.strip()
    return text or None


def _refuse_marked(field: str, cell: Cell) -> None:
    if isinstance(cell, dict):
        for sign, code in _MARKED.items():
            if sign in cell:
                raise UnreadCellError(field, code)


_MARKED = {"f": "formula_in_cell", "e": "error_in_cell", "d": "date_in_cell"}


def read_number(field: str, cell: Cell, *, percent: bool = False) -> str | None:
    if cell is None or not text_of(cell):
        return None
    _refuse_marked(field, cell)
    if isinstance(cell, str):
        text = _digits(field, cell)
        number = _decimal(field, text.removesuffix("%") if percent else text)
    elif "p" in cell and not percent:
        raise UnreadCellError(field, "percent_in_cell")
    else:
        with localcontext() as context:
            context.prec = _KEPT
            number = +_decimal(field, text_of(cell))
        if "p" in cell:
            number *= 100
    said = plain(number)
    if said is None or not _PATTERN.fullmatch(said):
        raise UnreadCellError(field, "too_long_a_number")
    return said


def _digits(field: str, written: str) -> str:
    """A number that is written as text, with a point for its decimals."""
    text = _SPACES.sub("", written).replace("\u2212", "-").removeprefix("'")
    if "," not in text or "." in text:
        return text
    if _THOUSANDS.fullmatch(text):
        raise UnreadCellError(field, "ambiguous_number")
    return text.replace(",", ".")


def _decimal(field: str, text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise UnreadCellError(field, "not_a_number")
    return Decimal(text)
