"""What each role may do with results, wherever it was granted."""

from bromost_common.auth import AccessMap, Role

_READ = frozenset({"result.read", "definition.read"})
# The registry's: whoever reads a project's money there reads it in its reports.
_READ |= {"budget.read"}
_HISTORY = _READ | {"history.read"}
_WRITE = _HISTORY | {"result.write", "entry.write"}
# Who says that a value may be counted on.
_REVIEW = frozenset({"entry.review"})
# The programme's own results, which its projects build on, and its library.
_GOVERN = _WRITE | _REVIEW | {"result.govern", "definition.write"}

ACCESS = AccessMap(
    {
        Role.ADMINISTRATOR: _GOVERN | {"privacy.manage"},
        Role.PROGRAMME_MANAGER: _GOVERN,
        Role.ADVISER: _HISTORY,
        Role.ASSESSOR: _READ,
        Role.COORDINATOR: _WRITE,
        Role.CONTRIBUTOR: _READ | {"entry.write"},
        Role.APPROVER: _HISTORY | _REVIEW,
        Role.FUNDER: _READ,
        Role.AUDITOR: _HISTORY,
    },
    installation_only=["privacy.manage"],
)
