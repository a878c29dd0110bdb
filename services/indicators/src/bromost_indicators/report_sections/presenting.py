"""Sections of a report as they are told: what is asked, with what was written."""

from collections.abc import Mapping, Sequence
from typing import Any

from bromost_common.paging import AnyRow
from bromost_indicators.indicators.presenting import person

from .schemas import ReportSectionOut


def section_out(
    asked: Mapping[str, Any],
    texts: Mapping[str, AnyRow],
    reasons: Mapping[str, str],
    parts: Sequence[AnyRow] = (),
) -> ReportSectionOut:
    """All but what is asked are of the whole report; texts and reasons by section."""
    name = asked["section"]
    return ReportSectionOut.model_validate(
        {
            **asked,
            **_told(texts.get(name)),
            "reason": reasons.get(name),
            "parts": [_part(row) for row in parts if row.section == name],
        }
    )


def _part(row: AnyRow) -> dict[str, Any]:
    of = {"id": row.organisation_id, "name": row.organisation}
    return {**_told(row), "organisation": of}


def _told(row: AnyRow | None) -> dict[str, Any]:
    if row is None:
        return {"text": {}, "written_by": None, "updated_at": None, "version": 0}
    return {
        "text": row.words,
        "written_by": person(row.written_by, row.display_name),
        "updated_at": row.updated_at,
        "version": row.version,
    }
