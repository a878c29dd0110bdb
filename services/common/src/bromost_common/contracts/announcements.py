"""What people are told by whoever manages a programme."""

from typing import ClassVar
from uuid import UUID

from bromost_common.languages import LocalisedText
from bromost_common.outbox import Event


class AnnouncementSent(Event):
    """For some of those whom it goes to, in the language that they read it in."""

    event_type: ClassVar[str] = "announcement.sent.v1"
    # Its place is the programme: all that is told there is one thread.
    object_type: ClassVar[str] = "programme"

    told_to: list[UUID]
    announcement_id: UUID
    title: LocalisedText
    text: LocalisedText
    programme_title: LocalisedText
    original_language: str
