"""A copy of a person's data as a ZIP: one JSON of everything, and a CSV per table."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bromost_common.sheets.formulas import harmless

from .models import PersonRequest, PersonRequestPart


def archive(request: PersonRequest, parts: Iterable[PersonRequestPart]) -> bytes:
    contents = {part.service: part.content or {} for part in parts}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        whole = {
            "person_id": str(request.person_id),
            "made_at": request.ended_at and request.ended_at.isoformat(),
            "services": contents,
        }
        packed.writestr(
            "everything.json", json.dumps(whole, ensure_ascii=False, indent=2)
        )
        for content in contents.values():
            for table, rows in content.get("tables", {}).items():
                packed.writestr(f"{table}.csv", _sheet(rows))
    return file.getvalue()


def rows_in(part: PersonRequestPart) -> int:
    """How many rows of the person's a service found."""
    return sum(len(rows) for rows in (part.content or {}).get("tables", {}).values())


def _sheet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    # With the mark by which spreadsheets recognise UTF-8.
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None:
        return ""
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return harmless(said)
