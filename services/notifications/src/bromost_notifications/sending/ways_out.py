"""Which channels an installation has; nothing is written for the others."""

from bromost_notifications.settings import Settings

from .retries import MAIL, STANDARD


def attempts_by_channel(settings: Settings) -> dict[str, int]:
    """The names of the channels that are set up, with how often each tries."""
    ways: dict[str, int] = {}
    if settings.sends_mail:
        ways["email"] = MAIL.max_attempt
    # Without a key nothing can be signed, and no address of a channel be kept.
    if settings.secret_key is not None:
        ways |= dict.fromkeys(("webhook", "chat"), STANDARD.max_attempt)
    return ways
