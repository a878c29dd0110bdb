"""Everybody has an inbox of their own; programmes say how and when people hear."""

from bromost_common.auth import AccessMap, Role

_OWN = frozenset(
    {"inbox.read", "inbox.write", "deadline.read", "preference.read"}
) | frozenset({"webhook.read", "webhook.write"})

ACCESS = AccessMap(
    {
        **dict.fromkeys(Role, _OWN),
        Role.ADMINISTRATOR: _OWN
        | {
            "privacy.manage",
            "delivery.manage",
            "deadline.write",
            "deadline.manage",
            "preference.write",
            "announcement.write",
            "chat_channel.write",
        },
        Role.PROGRAMME_MANAGER: _OWN
        | {"deadline.write", "preference.write"}
        | {"announcement.write", "chat_channel.write"},
    },
    installation_only=["privacy.manage", "delivery.manage", "deadline.manage"],
    # One's own rows are one's own by who one is, and it opens no others.
    elsewhere=["inbox.write", "webhook.write"],
)
