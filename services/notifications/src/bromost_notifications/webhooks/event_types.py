"""Of what endpoints can be told, and what their owner must be able to read for it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from bromost_common.auth import Role

EventType: TypeAlias = Literal[
    "organisation.registered.v1",
    "organisation.changed.v1",
    "organisation.archived.v1",
    "programme.registered.v1",
    "programme.changed.v1",
    "project.registered.v1",
    "project.changed.v1",
    "budget.changed.v1",
    "partnership.registered.v1",
    "partnership.changed.v1",
    "partnership.status-changed.v1",
    "network.registered.v1",
    "network.changed.v1",
    "result.registered.v1",
    "result.changed.v1",
    "indicator.registered.v1",
    "indicator.changed.v1",
    "definition.taken-up.v1",
    "entry.recorded.v1",
    "entries.submitted.v1",
    "entries.returned.v1",
    "entries.verified.v1",
    "entries.accepted.v1",
    "report.submitted.v1",
    "report.returned.v1",
    "report.accepted.v1",
    "import.committed.v1",
    "import.undone.v1",
]
# What its owner sends to try an endpoint; nobody chooses it.
TEST: Final = "webhook.test.v1"
EVENT_TYPES: Final[tuple[EventType, ...]] = get_args(EventType)
_SUBJECTS: Final = {
    "indicator": "result",
    "definition": "result",
    "entry": "result",
    "entries": "result",
    "report": "result",
}
# The registry's and the indicators' roles read everything but imports, where they hold;
# `tests/notifications/test_webhooks.py` compares this with what those services state.
_READERS: Final[Mapping[str, frozenset[Role]]] = MappingProxyType(
    {
        "import.read": frozenset(
            {
                Role.ADMINISTRATOR,
                Role.PROGRAMME_MANAGER,
                Role.ADVISER,
                Role.AUDITOR,
            }
        )
    }
)
_EVERYBODY: Final = frozenset(Role)


def permission_for(event_type: str) -> str:
    """What has to be held on the object of such an event."""
    subject = event_type.partition(".")[0]
    return f"{_SUBJECTS.get(subject, subject)}.read"


def readers(permission: str) -> frozenset[Role]:
    """The roles that have it."""
    return _READERS.get(permission, _EVERYBODY)
