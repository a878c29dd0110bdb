"""The mail of an hour, a day or a week: what happened, each with its link."""

from collections.abc import Sequence
from email.message import EmailMessage

from bromost_notifications.sending.channel import Due
from bromost_notifications.stopping.service import StopWays

from .layout import Block
from .links import path_of
from .rendering import begin, foot, let_stop, put_blocks
from .repository import Told
from .sentences import sentence
from .texts import frame

# The rest is in the inbox.
MOST = 50


def render_digest(
    told: Sequence[Told],
    due: Due,
    stop: StopWays | None,
    *,
    origin: str,
    sender: str,
) -> EmailMessage:
    """Of one person's notifications, at least one."""
    locale = told[0].locale
    said, home = frame(locale), origin.rstrip("/")
    subject = f"{said['digest']} ({len(told)})"
    blocks = [
        Block("brand", "Bromost"),
        Block("paragraph", subject),
        *(_item(one, locale, home) for one in told[:MOST]),
        *([Block("more", said["more"], f"{home}/inbox")] if len(told) > MOST else []),
        Block("link", said["settings"], f"{home}/notifications"),
        *foot(locale, stop and stop.page, home),
    ]
    message = begin(told[0], due, subject, sender)
    let_stop(message, stop)
    put_blocks(message, locale, subject, blocks)
    return message


def _item(one: Told, locale: str, home: str) -> Block:
    path = path_of(one.topic, one.object_type, one.object_id, one.params)
    return Block("item", sentence(locale, one.topic, one.params), home + path)
