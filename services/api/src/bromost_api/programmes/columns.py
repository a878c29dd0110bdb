"""A programme as others name it."""

from typing import Any

from sqlalchemy import Label, select

from bromost_api.nested import json_object

from .models import Programme

NAMED = json_object(
    id=Programme.id,
    code=Programme.code,
    title=Programme.title,
    original_language=Programme.original_language,
)


def programme_of(model: Any) -> Label[Any]:
    """The programme of a row of `model`, by its `programme_id`; null without one."""
    return (
        select(NAMED)
        .where(Programme.id == model.programme_id)
        .correlate(model)
        .scalar_subquery()
        .label("programme")
    )
