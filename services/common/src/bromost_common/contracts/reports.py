"""What the indicators service tells of reports that are owed to programmes."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from bromost_common.outbox import Event


class _OfReport(Event):
    """A report that went a step on; enough to write a sentence about it.

    What an organisation owes the programme as a whole has that in the project's place.
    """

    object_type: ClassVar[str] = "report"

    project_id: UUID
    is_of_programme: bool = False
    project_code: str
    project_title: dict[str, str]
    # Of the report's title.
    original_language: str
    title: dict[str, str]
    organisation: str | None
    starts_on: date
    ends_on: date


class ReportSubmitted(_OfReport):
    """It waits for whoever may accept it."""

    event_type: ClassVar[str] = "report.submitted.v1"

    told_roles: list[str]


class ReportReturned(_OfReport):
    """It is to be corrected: before it was accepted, or after all."""

    event_type: ClassVar[str] = "report.returned.v1"

    told_among: list[UUID]
    reason: str
    change: Literal["returned", "reopened"]


class ReportAccepted(_OfReport):
    event_type: ClassVar[str] = "report.accepted.v1"

    told_among: list[UUID]


class ReportMentioned(_OfReport):
    """Somebody is named in a comment; what it says is read at the report alone."""

    event_type: ClassVar[str] = "report.mentioned.v1"

    told_to: list[UUID]
