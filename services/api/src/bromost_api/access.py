"""What each role may do in the registry, wherever it was granted."""

from bromost_common.auth import AccessMap, Role

_SUBJECTS = (
    "organisation",
    "programme",
    "project",
    "partnership",
    "network",
    "budget",
    "report",
    # Another service decides on it; told here so that pages offer the right actions.
    "result",
    "definition",
)
_READ = frozenset(f"{subject}.read" for subject in _SUBJECTS)
# What is one's own, and of another service.
_BASE = _READ | {"webhook.read", "webhook.write"}
# Whoever works in a programme meets the people of the others.
_CONTACTS = frozenset({"contact.read"})
_OWN_WORK = frozenset(
    {"organisation.write", "project.write", "partnership.write"}
) | frozenset({"network.write", "contact.write"})
_RESULTS = frozenset({"result.write", "entry.write"})
_REVIEW = frozenset({"entry.review"})
_MANAGE = (
    _OWN_WORK
    | _RESULTS
    | _REVIEW
    | frozenset({"programme.write", "budget.write", "result.govern"})
    | frozenset({"definition.write"})
    | frozenset({"import.read", "import.write"})
    | frozenset({"person.read", "role.read", "role.write"})
    | frozenset({"invitation.read", "invitation.write", "history.read"})
)
_TRACES = frozenset({"person.read", "role.read", "invitation.read", "history.read"})

ACCESS = AccessMap(
    {
        Role.ADMINISTRATOR: _BASE
        | _CONTACTS
        | _MANAGE
        | frozenset({"person.write", "audit.read", "key.manage", "privacy.manage"}),
        Role.PROGRAMME_MANAGER: _BASE | _CONTACTS | _MANAGE,
        Role.ADVISER: _BASE | _CONTACTS | {"history.read", "import.read"},
        Role.ASSESSOR: _BASE,
        Role.COORDINATOR: _BASE | _CONTACTS | _OWN_WORK | _RESULTS | {"history.read"},
        Role.CONTRIBUTOR: _BASE | {"entry.write"},
        Role.APPROVER: _BASE | _CONTACTS | _REVIEW | {"history.read"},
        Role.FUNDER: _BASE,
        Role.AUDITOR: _BASE | _CONTACTS | _TRACES | {"import.read", "audit.read"},
    },
    installation_only=[
        "import.read",
        "import.write",
        "audit.read",
        "person.write",
        "key.manage",
        "privacy.manage",
    ],
    # Written into another service's tables, and so no reason to write into these.
    elsewhere=_RESULTS
    | _REVIEW
    | {"result.govern", "definition.write", "webhook.write"},
)
