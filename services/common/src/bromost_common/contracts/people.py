"""What the registry tells the people whom it concerns, and nobody else."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from bromost_common.languages import LocalisedText
from bromost_common.outbox import Event


class _ForSome(Event):
    """For those it names, not for all who may read about the object."""

    told_to: list[UUID]


class _OfRole(_ForSome):
    object_type: ClassVar[str] = "role"

    role: str
    # In what it is held; a text where names have no languages.
    scope_name: LocalisedText | str | None
    original_language: str | None
    valid_to: date | None
    # Which sentence fits where it is held in the whole installation.
    change: Literal["somewhere", "everywhere"]


class RoleGiven(_OfRole):
    event_type: ClassVar[str] = "role.given.v1"


class RoleChanged(_OfRole):
    """It lasts until another day than before."""

    event_type: ClassVar[str] = "role.changed.v1"


class RoleEnded(_OfRole):
    """It was taken away."""

    event_type: ClassVar[str] = "role.ended.v1"


class RoleExpiring(_OfRole):
    """Its last day is two weeks away, or nearer."""

    event_type: ClassVar[str] = "role.expiring.v1"


class _OfInvitation(_ForSome):
    object_type: ClassVar[str] = "invitation"

    organisation: str | None
    change: Literal["somewhere", "everywhere"]


class InvitationAccepted(_OfInvitation):
    event_type: ClassVar[str] = "invitation.accepted.v1"


class InvitationExpired(_OfInvitation):
    """Nobody took it up in time."""

    event_type: ClassVar[str] = "invitation.expired.v1"
