"""One cell of a file, in a form that JSON keeps: text, or a marked value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

# Plain text, nothing, or {"n": number}, {"d": ISO date}, {"f": formula}, {"e": error};
# a number that is shown as a percentage has a "p" beside it.
Cell: TypeAlias = str | dict[str, str] | None
Cells: TypeAlias = list[Cell]

_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")


class Row(NamedTuple):
    """A row with its number in the file, counted as a spreadsheet does."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: a header row and the rows beneath it."""

    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int
    headers: list[str]
    rows: list[Row]


def text_of(cell: Cell) -> str:
    """What a person sees in the cell, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return next(iter(cell.values()))
    if cell.isascii() and cell.isprintable() and " " not in cell:
        return cell
    return _BLANKS.sub(" ", cell).strip()


def is_formula(cell: Cell) -> bool:
    return isinstance(cell, dict) and "f" in cell


def is_error(cell: Cell) -> bool:
    return isinstance(cell, dict) and "e" in cell


def number_of(cell: Cell) -> str | None:
    """The digits of a cell that the spreadsheet itself holds as a number."""
    return cell.get("n") if isinstance(cell, dict) else None


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(text_of(cell) for cell in cells)


def letter(index: int) -> str:
    """The spreadsheet's name of the column `index`: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
