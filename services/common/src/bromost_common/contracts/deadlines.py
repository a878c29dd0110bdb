"""What people are reminded of."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from bromost_common.languages import LocalisedText
from bromost_common.outbox import Event


class TodoDue(Event):
    """Something is to be done by a day: all of one kind that is told on a day."""

    event_type: ClassVar[str] = "todo.due.v1"
    object_type: ClassVar[str] = "todo"

    told_to: list[UUID]
    # The kind of what is to be done: each has a sentence.
    change: str
    count: int
    # The first day of them.
    due_on: date
    # Of which project, or the codes of several.
    title: LocalisedText | str | None
    original_language: str | None
