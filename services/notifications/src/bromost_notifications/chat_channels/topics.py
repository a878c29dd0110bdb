"""What a channel can be told of: news for everybody in a programme, about nobody.

Nothing that is for one person or that waits to be accepted; and nothing of projects
that are not approved, which `api.programmes_told_of_v1` sees to.
"""

from typing import Final, Literal, TypeAlias, get_args

ChatTopic: TypeAlias = Literal[
    "programme.changed",
    "project.registered",
    "project.changed",
    "budget.changed",
    "partnership.registered",
    "partnership.changed",
    "partnership.status-changed",
    "network.registered",
    "network.changed",
    "result.registered",
    "result.changed",
    "indicator.registered",
    "indicator.changed",
    "definition.taken-up",
    "entries.accepted",
]
CHAT_TOPICS: Final[frozenset[str]] = frozenset(get_args(ChatTopic))
# What somebody sends to try a channel; nobody chooses it.
TEST: Final = "chat_channel.test"
