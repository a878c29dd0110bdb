"""Everybody has an inbox of their own, whatever their role."""

from bromost_common.auth import AccessMap, Role

_OWN = frozenset({"inbox.read", "inbox.write"})

ACCESS = AccessMap(
    {
        **dict.fromkeys(Role, _OWN),
        Role.ADMINISTRATOR: _OWN | {"privacy.manage"},
    },
    installation_only=["privacy.manage"],
)
