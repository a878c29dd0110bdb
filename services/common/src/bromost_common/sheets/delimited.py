"""Rows of a CSV file, whichever delimiter it uses."""

import contextlib
import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from .cells import Cell
from .errors import unreadable

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", ";", "\t", "|")
_PROBE_ROWS = 60
MAX_CELL = 32_767


def detect_delimiter(text: str) -> str:
    """The delimiter that cuts the first rows into the most, and most equal, cells."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _first_rows(text, delimiter) if row)
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        if width < 2:  # noqa: PLR2004  # one column is no table
            continue
        score = times / widths.total() * min(width, 30)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read(text: str, delimiter: str, limit: int) -> list[list[Cell]]:
    """At most `limit` rows; an unclosed quotation is refused, not one huge cell."""
    try:
        return _rows(_reader(text, delimiter, strict=True), limit)
    except csv.Error as error:
        if "expected after" not in str(error):
            raise unreadable(
                "malformed_csv", f"The file is not valid CSV: {error}."
            ) from error
    # Only a quotation mark within a word, which people do write.
    return _rows(_reader(text, delimiter), limit)


def _rows(reader: "Reader", limit: int) -> list[list[Cell]]:
    return [[cell or None for cell in row] for row in islice(reader, limit)]


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        rows.extend(islice(_reader(text, delimiter), _PROBE_ROWS))
    return rows


def _reader(text: str, delimiter: str, *, strict: bool = False) -> "Reader":
    csv.field_size_limit(MAX_CELL * 4)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
