"""From what a row says to what the contract is told."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from bromost_common.errors import invalid
from bromost_common.languages import Language

from .columns import COLUMNS
from .rows import Row


def body_of(row: Row, names: Collection[str], goals: Sequence[UUID]) -> dict[str, Any]:
    """The fields of these columns; a text with all of its languages."""
    body: dict[str, Any] = {}
    for column in COLUMNS[row.part]:
        if column.name not in names or column.form in {"code", "ref"}:
            continue
        said = row.said.get(column.name)
        if column.language:
            body[column.field] = _texts(row, column.field)
        elif column.name == "goals":
            body["goal_ids"] = _goals(said or "", goals)
        elif column.name == "inside_municipal_tasks":
            body[column.name] = None if said is None else said == "yes"
        elif column.form == "whole" and said is not None:
            body[column.name] = int(said)
        elif column.name != "definition":
            body[column.name] = said
    return body


def new_result(row: Row, language: Language) -> dict[str, Any]:
    """A text is of the language of the sheet, if it is told in that."""
    titles = [name[6:] for name in row.said if name.startswith("title.")]
    own = language if language in titles or not titles else titles[0]
    return {"original_language": own}


def _texts(row: Row, field: str) -> Mapping[str, str] | None:
    """As they are, but for the languages that the file has columns for."""
    told: dict[str, str] = dict(getattr(row.known and row.known.thing, field, {}) or {})
    for column in COLUMNS[row.part]:
        if column.field != field or column.name not in row.places:
            continue
        assert column.language is not None
        if column.name in row.said:
            told[column.language] = row.said[column.name]
        elif row.key:
            told.pop(column.language, None)
    return told or None


def _goals(said: str, goals: Sequence[UUID]) -> list[UUID]:
    numbers = [int(one) for one in said.split(", ") if one]
    if any(not 1 <= number <= len(goals) for number in numbers):
        raise invalid(
            "body", "goals", code="unknown_goal", message="There is no such goal."
        )
    return [goals[number - 1] for number in numbers]
