"""What people are told of: by topic, in groups that a page can show."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

Category: TypeAlias = Literal[
    "access", "tasks", "values", "results", "projects", "partners", "data"
]
Reason: TypeAlias = Literal[
    # It is about them, about what they did, or it is their role's task.
    "told",
    "involved",
    "role",
    # They watch it, had to do with it, or may read it.
    "watching",
    "participating",
    "reads",
]
_VERSION = re.compile(r"\.v\d+$")


class Topic(NamedTuple):
    """One kind of news, and what it mostly is to who hears of it.

    What is mandatory reaches its reader at once, always.
    """

    category: Category
    reason: Reason = "reads"
    is_mandatory: bool = False
    # What comes soon after it, about the same thing, does not take its place.
    stands_alone: bool = False


_UNKNOWN = Topic("data")
# The keys are the types of events without their version.
TOPICS: Final[Mapping[str, Topic]] = MappingProxyType(
    {
        # Who may do what: nobody should miss that their own access changes.
        "role.given": Topic("access", "told", is_mandatory=True),
        "role.changed": Topic("access", "told", is_mandatory=True),
        "role.ended": Topic("access", "told", is_mandatory=True),
        "role.expiring": Topic("access", "told"),
        "invitation.accepted": Topic("access", "told"),
        "invitation.expired": Topic("access", "told"),
        "todo.due": Topic("tasks", "told"),
        "entries.submitted": Topic("values", "role"),
        "entries.returned": Topic("values", "involved"),
        "entries.verified": Topic("values", "involved"),
        "entries.accepted": Topic("values", "involved"),
        "report.submitted": Topic("values", "role"),
        "report.returned": Topic("values", "involved"),
        "report.accepted": Topic("values", "involved"),
        "report.mentioned": Topic("values", "told"),
        "entry.recorded": Topic("values"),
        "result.registered": Topic("results"),
        "result.changed": Topic("results"),
        "indicator.registered": Topic("results"),
        "indicator.changed": Topic("results"),
        "definition.taken-up": Topic("results"),
        # One may go without them: they are news, however important to who sends them.
        "announcement.sent": Topic("projects", "told", stands_alone=True),
        "programme.registered": Topic("projects"),
        "programme.changed": Topic("projects"),
        "project.registered": Topic("projects"),
        "project.changed": Topic("projects"),
        "budget.changed": Topic("projects"),
        "partnership.registered": Topic("partners"),
        "partnership.changed": Topic("partners"),
        "partnership.status-changed": Topic("partners"),
        "network.registered": Topic("partners"),
        "network.changed": Topic("partners"),
        "organisation.registered": Topic("partners"),
        "organisation.changed": Topic("partners"),
        "organisation.archived": Topic("partners"),
        "import.committed": Topic("data"),
        "import.undone": Topic("data"),
        "template.failing": Topic("data", "role"),
        "webhook.disabled": Topic("data", "told"),
        "chat_channel.disabled": Topic("data", "role"),
    }
)


def topic_of(event_type: str) -> str:
    """The topic of an event, whichever version it is of."""
    return _VERSION.sub("", event_type)


def is_mandatory(topic: str) -> bool:
    return TOPICS.get(topic, _UNKNOWN).is_mandatory


def stands_alone(topic: str) -> bool:
    return TOPICS.get(topic, _UNKNOWN).stands_alone
