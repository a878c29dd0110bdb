"""Facts that the registry publishes about programmes and projects."""

from typing import ClassVar
from uuid import UUID

from bromost_common.outbox import Event


class ProgrammeRegistered(Event):
    """A new programme is in the registry."""

    event_type: ClassVar[str] = "programme.registered.v1"
    object_type: ClassVar[str] = "programme"

    code: str
    title: dict[str, str]
    original_language: str


class ProgrammeChanged(Event):
    """A programme changed; `changed` names the parts, e.g. `goals`."""

    event_type: ClassVar[str] = "programme.changed.v1"
    object_type: ClassVar[str] = "programme"

    code: str
    title: dict[str, str]
    original_language: str
    changed: list[str]


class ProjectRegistered(Event):
    """A new project is in the registry."""

    event_type: ClassVar[str] = "project.registered.v1"
    object_type: ClassVar[str] = "project"

    code: str
    title: dict[str, str]
    original_language: str
    programme_id: UUID


class ProjectChanged(Event):
    """A project changed; `changed` names the parts, e.g. `status` or `roles`."""

    event_type: ClassVar[str] = "project.changed.v1"
    object_type: ClassVar[str] = "project"

    code: str
    title: dict[str, str]
    original_language: str
    programme_id: UUID
    changed: list[str]
