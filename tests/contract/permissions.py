"""What each role may do, wherever it was given: part of the access model."""

from typing import Final

from bromost_common.auth import Role

A, PM, ADV, ASS = (
    Role.ADMINISTRATOR,
    Role.PROGRAMME_MANAGER,
    Role.ADVISER,
    Role.ASSESSOR,
)
CO, CON, APP, FUN, AUD = (
    Role.COORDINATOR,
    Role.CONTRIBUTOR,
    Role.APPROVER,
    Role.FUNDER,
    Role.AUDITOR,
)
EVERYBODY = frozenset(Role)
MANAGERS = frozenset({A, PM})
# They carry projects out, or look after who does.
WORKERS = MANAGERS | {CO}
# They read what changed and why, and whom to ask.
FOLLOWERS = WORKERS | {ADV, APP, AUD}

# Permission → who has it, wherever they were given the role.
MAY: Final[dict[str, frozenset[Role]]] = {
    "organisation.read": EVERYBODY,
    "programme.read": EVERYBODY,
    "project.read": EVERYBODY,
    "partnership.read": EVERYBODY,
    "network.read": EVERYBODY,
    "budget.read": EVERYBODY,
    "report.read": EVERYBODY,
    "result.read": EVERYBODY,
    "definition.read": EVERYBODY,
    "organisation.write": WORKERS,
    "project.write": WORKERS,
    "partnership.write": WORKERS,
    "network.write": WORKERS,
    "result.write": WORKERS,
    "result.govern": MANAGERS,
    "entry.write": WORKERS | {CON},
    "entry.review": MANAGERS | {APP},
    "programme.write": MANAGERS,
    "budget.write": MANAGERS,
    "definition.write": MANAGERS,
    "contact.read": FOLLOWERS,
    "contact.write": WORKERS,
    "person.read": MANAGERS | {AUD},
    "person.write": frozenset({A}),
    "role.read": MANAGERS | {AUD},
    "role.write": MANAGERS,
    "invitation.read": MANAGERS | {AUD},
    "invitation.write": MANAGERS,
    "key.manage": frozenset({A}),
    "privacy.manage": frozenset({A}),
    "delivery.manage": frozenset({A}),
    "audit.read": frozenset({A, AUD}),
    "history.read": FOLLOWERS,
    "import.read": MANAGERS | {ADV, AUD},
    "import.write": MANAGERS,
    "inbox.read": EVERYBODY,
    "inbox.write": EVERYBODY,
    "deadline.read": EVERYBODY,
    "deadline.write": MANAGERS,
    "announcement.write": MANAGERS,
    "chat_channel.write": MANAGERS,
    "deadline.manage": frozenset({A}),
    "preference.read": EVERYBODY,
    "webhook.read": EVERYBODY,
    "webhook.write": EVERYBODY,
    "preference.write": MANAGERS,
}
# These hold in the whole installation or not at all.
INSTALLATION_ONLY = {
    "person.write",
    "import.read",
    "import.write",
    "key.manage",
    "deadline.manage",
    "privacy.manage",
    "delivery.manage",
    "audit.read",
}
