"""Which channels an installation has; nothing is written for the others."""

from bromost_notifications.settings import Settings

from .retries import MAIL


def attempts_by_channel(settings: Settings) -> dict[str, int]:
    """The names of the channels that are set up, with how often each tries."""
    return {"email": MAIL.max_attempt} if settings.sends_mail else {}
