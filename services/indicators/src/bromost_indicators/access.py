"""What each role may do with results, wherever it was granted."""

from bromost_common.auth import AccessMap, Role

_READ = frozenset({"result.read"})
_HISTORY = _READ | {"history.read"}
_WRITE = _HISTORY | {"result.write", "entry.write"}

ACCESS = AccessMap(
    {
        Role.ADMINISTRATOR: _WRITE | {"privacy.manage"},
        Role.PROGRAMME_MANAGER: _WRITE,
        Role.ADVISER: _HISTORY,
        Role.ASSESSOR: _READ,
        Role.COORDINATOR: _WRITE,
        Role.CONTRIBUTOR: _READ | {"entry.write"},
        Role.APPROVER: _HISTORY,
        Role.FUNDER: _READ,
        Role.AUDITOR: _HISTORY,
    },
    installation_only=["privacy.manage"],
)
