"""Rows of a CSV file, whichever delimiter it uses."""

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
        widths = Counter(
            len(row) for row in islice(_reader(text, delimiter), _PROBE_ROWS) if row
        )
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
    reader = _reader(text, delimiter)
    try:
        return [[cell or None for cell in row] for row in islice(reader, limit)]
    except csv.Error as error:
        raise unreadable(
            "malformed_csv", f"Line {reader.line_num} is not valid CSV: {error}."
        ) from error


def _reader(text: str, delimiter: str) -> "Reader":
    csv.field_size_limit(MAX_CELL * 4)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
