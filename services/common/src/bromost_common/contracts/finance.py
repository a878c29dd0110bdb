"""Facts that the registry publishes about money."""

from typing import ClassVar, Literal
from uuid import UUID

from bromost_common.languages import LocalisedText
from bromost_common.outbox import Event


class BudgetChanged(Event):
    """A line of a project's budget came, changed or went; `object_id` is the project.

    Amounts are decimal strings; `old_amount` is null for a new line, `new_amount`
    for a removed one.
    """

    event_type: ClassVar[str] = "budget.changed.v1"
    object_type: ClassVar[str] = "project"

    budget_line_id: UUID
    project_title: LocalisedText
    project_language: str
    change: Literal["added", "changed", "removed"]
    year: int
    funder: str
    currency: str
    old_amount: str | None
    new_amount: str | None
