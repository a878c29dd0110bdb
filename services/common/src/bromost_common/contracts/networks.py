"""Facts that the registry publishes about networks."""

from typing import ClassVar

from bromost_common.outbox import Event


class NetworkRegistered(Event):
    """A new network is in the registry."""

    event_type: ClassVar[str] = "network.registered.v1"
    object_type: ClassVar[str] = "network"

    code: str
    title: dict[str, str]
    original_language: str


class NetworkChanged(Event):
    """A network changed; `changed` names the parts, e.g. `members`."""

    event_type: ClassVar[str] = "network.changed.v1"
    object_type: ClassVar[str] = "network"

    code: str
    title: dict[str, str]
    original_language: str
    changed: list[str]
