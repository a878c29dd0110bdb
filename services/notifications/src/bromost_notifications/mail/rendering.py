"""The message: as plain text, and as HTML that says the same."""

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bromost_common.mail_message import domain_of, envelope, put_words
from bromost_notifications.sending.channel import Due
from bromost_notifications.stopping.service import StopWays
from bromost_notifications.templates.saying import Said

from .layout import Block, as_html, as_text, paragraphs
from .links import path_of
from .repository import Told
from .sentences import letter
from .texts import frame

_PLAIN = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # plain text


def blocks_of(
    told: Told, said: Said, stop_page: str | None, *, origin: str
) -> list[Block]:
    """What is said, and around it what every mail has."""
    words, home = frame(told.locale), origin.rstrip("/")
    path = path_of(told.topic, told.object_type, told.object_id, told.params)
    # Somebody wrote it to them: it need not be about them.
    reason = "written" if letter(told.locale, told.params) else told.reason
    return [
        Block("brand", "Bromost"),
        *paragraphs(said.body),
        Block("button", words["action"], home + path),
        Block("note", words["reason"][reason]),
        *foot(told.locale, stop_page, home),
    ]


def foot(locale: str, stop_page: str | None, home: str) -> list[Block]:
    """Where it comes from, and how to hear no more of such things."""
    words = frame(locale)
    footer = _PLAIN.from_string(words["footer"]).render(origin=home)
    stop = [Block("link", words["stop"], stop_page)] if stop_page else []
    return [Block("note", footer), *stop]


def render(
    told: Told,
    said: Said,
    due: Due,
    stop: StopWays | None,
    *,
    origin: str,
    sender: str,
) -> EmailMessage:
    blocks = blocks_of(told, said, stop and stop.page, origin=origin)
    message = begin(told, due, said.subject, sender)
    _join_thread(message, told, sender)
    let_stop(message, stop)
    put_blocks(message, told.locale, said.subject, blocks)
    return message


def put_blocks(
    message: EmailMessage, locale: str, subject: str, blocks: Sequence[Block]
) -> None:
    put_words(message, as_text(blocks), as_html(locale, subject, blocks), locale)


def _join_thread(message: EmailMessage, told: Told, sender: str) -> None:
    """All about one thing stand together: they answer what nobody ever sent."""
    thread = f"<{told.object_type}.{told.object_id}@{domain_of(sender)}>"
    message["In-Reply-To"] = message["References"] = thread


def let_stop(message: EmailMessage, stop: StopWays | None) -> None:
    """RFC 8058: a button of the mail program, that works without a page."""
    if stop is not None:
        message["List-Unsubscribe"] = f"<{stop.one_click}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def begin(told: Told, due: Due, subject: str, sender: str) -> EmailMessage:
    reader = Address(" ".join(told.display_name.split()), addr_spec=told.address)
    return envelope(
        reader, subject, sender=sender, mail_id=due.id, written_at=due.created_at
    )
