"""What the indicators service tells of results, indicators and their values."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from bromost_common.outbox import Event


class _OfProject(Event):
    """Enough to write a sentence about it, and to lead to its page.

    Results of a programme have the programme here in the project's place.
    """

    project_id: UUID
    is_of_programme: bool = False
    project_code: str
    project_title: dict[str, str]
    # Of the title below; the project's own is in the registry.
    original_language: str


class ResultRegistered(_OfProject):
    event_type: ClassVar[str] = "result.registered.v1"
    object_type: ClassVar[str] = "result"

    title: dict[str, str]
    kind: str


class ResultChanged(ResultRegistered):
    event_type: ClassVar[str] = "result.changed.v1"

    # Names of fields; `archived_at` when it was archived or restored.
    changed: list[str]


class IndicatorRegistered(_OfProject):
    event_type: ClassVar[str] = "indicator.registered.v1"
    object_type: ClassVar[str] = "indicator"

    result_id: UUID
    title: dict[str, str]
    # Who sees to it, if that is new.
    in_charge: list[UUID] | None = None


class IndicatorChanged(IndicatorRegistered):
    event_type: ClassVar[str] = "indicator.changed.v1"

    changed: list[str]


class EntryRecorded(_OfProject):
    """A value; the object is its indicator."""

    event_type: ClassVar[str] = "entry.recorded.v1"
    object_type: ClassVar[str] = "indicator"

    entry_id: UUID
    period_id: UUID
    indicator_title: dict[str, str]
    starts_on: date
    ends_on: date
    value: str
    unit: str
    unit_name: dict[str, str] | None
    state: str


class _EntriesMoved(_OfProject):
    """Values of one framework that went a step on together; it is the object.

    One event for all of them, however many somebody decides on at once.
    """

    object_type: ClassVar[str] = "framework"

    count: int


class EntriesSubmitted(_EntriesMoved):
    """They wait for whoever may review them."""

    event_type: ClassVar[str] = "entries.submitted.v1"

    told_roles: list[str]


class _EntriesReviewed(_EntriesMoved):
    """It concerns those who recorded them."""

    told_among: list[UUID]


class EntriesReturned(_EntriesReviewed):
    event_type: ClassVar[str] = "entries.returned.v1"

    reason: str


class EntriesVerified(_EntriesReviewed):
    event_type: ClassVar[str] = "entries.verified.v1"


class EntriesAccepted(_EntriesReviewed):
    event_type: ClassVar[str] = "entries.accepted.v1"


class DefinitionTakenUp(_OfProject):
    """Indicators of a framework, which is the object, go by another version now."""

    event_type: ClassVar[str] = "definition.taken-up.v1"
    object_type: ClassVar[str] = "framework"

    count: int
    definition_name: dict[str, str]
    number: int
