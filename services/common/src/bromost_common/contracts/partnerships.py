"""Facts that the registry publishes about partnerships."""

from datetime import date
from typing import ClassVar

from bromost_common.languages import LocalisedText
from bromost_common.outbox import Event


class PartnershipRegistered(Event):
    """A new partnership is in the registry."""

    event_type: ClassVar[str] = "partnership.registered.v1"
    object_type: ClassVar[str] = "partnership"

    name: str
    members: list[str]
    status: str


class PartnershipChanged(Event):
    """A partnership's own data changed; `changed` names the fields."""

    event_type: ClassVar[str] = "partnership.changed.v1"
    object_type: ClassVar[str] = "partnership"

    name: str
    changed: list[str]


class PartnershipStatusChanged(Event):
    """A partnership stands differently from `valid_from` on."""

    event_type: ClassVar[str] = "partnership.status-changed.v1"
    object_type: ClassVar[str] = "partnership"

    name: str
    old_status: str | None
    new_status: str
    valid_from: date
    reason: LocalisedText | None
