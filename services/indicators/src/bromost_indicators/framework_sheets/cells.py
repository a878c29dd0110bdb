"""A cell as a person wrote it, to what it says; or why it says nothing."""

import re
from datetime import date

from bromost_common.sheets.cells import Cell, text_of
from bromost_indicators.value_sheets.cells import (
    UnreadCellError,
    read_number,
    read_words,
)

from .columns import Column, Part
from .words import choice_of

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?", re.ASCII)
_NUMBERS = re.compile(r"[\s,;]+")
_MOST_DIGITS = 6


def read_cell(part: Part, column: Column, cell: Cell, *, percent: bool) -> str | None:
    """What the cell says; raises `UnreadCellError`."""
    if not text_of(cell):
        return None
    if column.form == "number":
        return read_number(column.name, cell, percent=percent)
    if column.form == "day":
        return _day(column, cell)
    words = read_words(column.name, cell)
    if words is None or column.form in {"text", "code", "ref"}:
        return words
    if column.form in {"choice", "unit"}:
        return _choice(part, column, words)
    return _whole(column, words) if column.form == "whole" else _goals(column, words)


def _day(column: Column, cell: Cell) -> str:
    text = text_of(cell)
    if isinstance(cell, dict) and "d" not in cell:
        read_words(column.name, cell)
        raise UnreadCellError(column.name, "not_a_day")
    local = _DAY.fullmatch(text)
    try:
        if local:
            day, month, year = map(int, local.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UnreadCellError(column.name, "not_a_day") from error


def _whole(column: Column, words: str) -> str:
    if not (words.isascii() and words.isdigit() and len(words) <= _MOST_DIGITS):
        raise UnreadCellError(column.name, "not_a_whole_number")
    return str(int(words))


def _goals(column: Column, words: str) -> str:
    numbers = [one for one in _NUMBERS.split(words) if one]
    if not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in numbers):  # noqa: PLR2004  # more goals there never are
        raise UnreadCellError(column.name, "not_a_whole_number")
    return ", ".join(map(str, sorted({int(one) for one in numbers})))


def _choice(part: Part, column: Column, words: str) -> str:
    known = choice_of(part, column.field, words)
    if known is None and column.form == "unit":
        money = words.removeprefix("currency:").strip().upper()
        known = f"currency:{money}" if _CURRENCY.fullmatch(money) else None
    if known is None:
        raise UnreadCellError(column.name, "unknown_choice")
    return known
