"""Facts that the registry publishes about imports."""

from typing import ClassVar

from bromost_common.outbox import Event


class ImportCommitted(Event):
    """The rows of a file are in the registry."""

    event_type: ClassVar[str] = "import.committed.v1"
    object_type: ClassVar[str] = "import"

    file_name: str
    rows: int
    refused_rows: int
    organisations: int
    projects: int
    partnerships: int
    budget_lines: int


class ImportUndone(Event):
    """What an import had brought is out of the registry again."""

    event_type: ClassVar[str] = "import.undone.v1"
    object_type: ClassVar[str] = "import"

    file_name: str
    projects: int
    budget_lines: int
