"""Facts that the registry publishes about organisations."""

from typing import ClassVar

from bromost_common.outbox import Event


class OrganisationRegistered(Event):
    """A new organisation is in the registry."""

    event_type: ClassVar[str] = "organisation.registered.v1"
    object_type: ClassVar[str] = "organisation"

    name: str


class OrganisationChanged(Event):
    """An organisation's own data changed; `changed` names the fields."""

    event_type: ClassVar[str] = "organisation.changed.v1"
    object_type: ClassVar[str] = "organisation"

    name: str
    changed: list[str]


class OrganisationArchived(Event):
    """An organisation is no longer offered; what refers to it stays."""

    event_type: ClassVar[str] = "organisation.archived.v1"
    object_type: ClassVar[str] = "organisation"

    name: str
