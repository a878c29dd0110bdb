"""From a file of values to its rows, each by itself; nothing of it is lost."""

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from bromost_common.errors import TooLargeError
from bromost_common.sheets.errors import unreadable
from bromost_indicators.entries.schemas import EntryFields

from .schemas import MAX_BYTES, MOST_ROWS, FileFormat

BY_DAYS = ("indicator_id", "starts_on", "ends_on")
ADDRESS = ("period_id", *BY_DAYS)
# What a cell can say; what has parts of its own is told by NDJSON alone.
_PLAIN = EntryFields.model_fields.keys() - {"cells", "evidence"}
COLUMNS = frozenset({*ADDRESS, "version", *_PLAIN})
_GZIP = b"\x1f\x8b"
_TRUTHS: Mapping[str, bool] = {"true": True, "false": False}


class Said(NamedTuple):
    """What a row says by name, without what it leaves empty; or why it is not read."""

    row: int
    fields: dict[str, Any]
    code: str | None = None
    message: str | None = None


def read_file(data: bytes) -> tuple[FileFormat, list[Said]]:
    """The rows of `data`; raises `UnreadableFileError` and `TooLargeError`."""
    text = _text(_unpacked(data))
    if not text.strip():
        raise unreadable("empty_file", "The file is empty.")
    is_json = text.lstrip().startswith("{")
    # One more than there may be tells that there are more.
    rows = list(islice(_objects(text) if is_json else _cells(text), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise unreadable("too_many_rows", f"At most {MOST_ROWS} rows; send the next.")
    if not rows:
        raise unreadable("no_rows", "There are names of columns, but no values.")
    return "ndjson" if is_json else "csv", rows


def _unpacked(data: bytes) -> bytes:
    if data.startswith(_GZIP):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
                data = file.read(MAX_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            message = "The file is broken, or was cut off."
            raise unreadable("broken_gzip", message) from error
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"The file is larger than {MAX_BYTES} bytes.")
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8: byte {error.start + 1} does not fit."
        raise unreadable("unreadable_encoding", message) from error


def _objects(text: str) -> Iterator[Said]:
    for row, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            yield Said(row, {}, "malformed_json", "The line is no JSON.")
            continue
        if isinstance(found, dict):
            yield Said(row, {k: v for k, v in found.items() if v is not None})
        else:
            yield Said(row, {}, "malformed_json", "The line is no object.")


def _cells(text: str) -> Iterator[Said]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = next(reader)
        _check(names)
        has_truth = "is_partial" in names
        for row, cells in enumerate(reader, 2):
            if not cells:
                continue
            if len(cells) != len(names):
                message = f"There are {len(names)} columns, and {len(cells)} cells."
                yield Said(row, {}, "cells_amiss", message)
                continue
            pairs = zip(names, cells, strict=True)
            fields: dict[str, Any] = {name: cell for name, cell in pairs if cell}
            if has_truth and (said := fields.get("is_partial")):
                fields["is_partial"] = _TRUTHS.get(said, said)
            yield Said(row, fields)
    except csv.Error as error:
        message = f"The file is not valid CSV: {error}."
        raise unreadable("malformed_csv", message) from error


def _check(names: Sequence[str]) -> None:
    if unknown := [name for name in names if name not in COLUMNS]:
        raise unreadable("unknown_column", "There is no such column.", *unknown)
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise unreadable("duplicate_header", "A column is there twice.", *twice)
    if "period_id" not in names and not {*BY_DAYS} <= {*names}:
        message = "Name period_id, or indicator_id, starts_on and ends_on."
        raise unreadable("no_address", message)
