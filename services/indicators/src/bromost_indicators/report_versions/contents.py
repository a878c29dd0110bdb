"""The document that is kept of an accepted report: made, and read again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from bromost_indicators.report_figures.schemas import ReportFigures, ReportRow
from bromost_indicators.report_files.schemas import NamedFile
from bromost_indicators.report_sections.schemas import ReportSections

_NAME = "display_name"


def contents_of(
    sections: ReportSections,
    figures: ReportFigures,
    accepted: Sequence[ReportRow],
    files: Sequence[NamedFile],
) -> dict[str, Any]:
    """`accepted`: of rows that also count what waits, what they are without."""
    told = {
        "sections": sections.model_dump(mode="json"),
        "figures": figures.model_dump(mode="json"),
        "files": [one.model_dump(mode="json") for one in files],
        "accepted_rows": [row.model_dump(mode="json") for row in accepted],
    }
    for person in _people(told):
        # A person who is erased is not named by what stays on record.
        person[_NAME] = ""
    return told


def people_in(contents: Mapping[str, Any]) -> set[UUID]:
    return {UUID(person["id"]) for person in _people(contents)}


def name_people(contents: dict[str, Any], names: Mapping[str, str]) -> None:
    for person in _people(contents):
        person[_NAME] = names.get(person["id"], "")


def sections_in(contents: Mapping[str, Any]) -> ReportSections:
    found = ReportSections.model_validate(contents["sections"])
    partners = [one.model_copy(update={"may_write": False}) for one in found.partners]
    return found.model_copy(update={"may_write": False, "partners": partners})


def files_in(contents: Mapping[str, Any]) -> list[NamedFile]:
    """None of what was accepted before files could go with reports."""
    return [NamedFile.model_validate(one) for one in contents.get("files", ())]


def figures_in(
    contents: Mapping[str, Any], *, all_rows: bool, with_money: bool
) -> ReportFigures:
    """With what waited to be accepted then, and money, for whoever may read them."""
    told = {**contents["figures"], "may_write": False}
    if not all_rows:
        accepted = {row["indicator_id"]: row for row in contents["accepted_rows"]}
        rows = [accepted.get(row["indicator_id"], row) for row in told["rows"]]
        told |= {"rows": rows, "include": "accepted"}
    if not with_money:
        told |= {"spending": None, "rates": []}
    return ReportFigures.model_validate(told)


def _people(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        if _NAME in told:
            yield told
        for value in told.values():
            yield from _people(value)
    elif isinstance(told, list):
        for value in told:
            yield from _people(value)
