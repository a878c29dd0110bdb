"""What must hold of a result, whoever writes it."""

from collections.abc import Mapping
from typing import Any

from bromost_common.errors import ConflictError, InvalidError, invalid
from bromost_common.languages import refuse_without_original

from .models import Result

# From what is put in to what it is for: a contribution never leads back.
KINDS = ("input", "activity", "output", "outcome", "impact")
# What somebody has when the work is done; the rest is on the way there.
REACHED = ("output", "outcome", "impact")
# What users and society have of it: seen while it goes on, and after it ended.
EFFECTS = ("outcome", "impact")
# What an inherited result says is said by the programme.
INHERITED = frozenset({"kind", "title", "description", "original_language"})
_OF_ACTIVITIES = ("builds", "inside_municipal_tasks", "municipal_task")


class InheritedElsewhereError(ConflictError):
    """Projects have this result as the kind that it is."""

    code = "inherited_elsewhere"


def check_result(result: Result) -> None:
    refuse_without_original("title", result.title, result.original_language)
    for name in _OF_ACTIVITIES:
        if result.kind != "activity" and getattr(result, name) is not None:
            raise invalid(
                "body",
                name,
                code="only_of_activities",
                message="Only an activity has this.",
            )


def check_inherited(result: Result, changes: Mapping[str, Any]) -> None:
    """Refuse to say otherwise what the programme says."""
    if result.origin_mode != "inherited" or "origin_mode" in changes:
        return
    for name in sorted(INHERITED & changes.keys()):
        if getattr(result, name) != changes[name]:
            raise invalid(
                "body",
                name,
                code="inherited_field",
                message="This is inherited from the programme, and changed there.",
            )


def wrong_origin(message: str) -> InvalidError:
    return invalid("body", "origin_result_id", code="wrong_origin", message=message)
