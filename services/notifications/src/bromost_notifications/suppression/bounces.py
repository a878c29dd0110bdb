"""Reads what mail servers send back: RFC 3464 reports, and RFC 5965 complaints."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

from bromost_common.smtp import is_of_address

Cause: TypeAlias = Literal["bounce", "complaint"]

# A report may hold all of the message that it is about; what counts comes first.
MOST_BYTES = 2_000_000
_OURS = re.compile(
    r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[^<>\s]+>"
)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


class Report(NamedTuple):
    """What came back about one of our deliveries."""

    delivery_id: UUID
    cause: Cause
    # The status, such as 5.1.1; None where there is none.
    code: str | None
    # Nothing will ever arrive there, or nobody wants it there.
    is_for_good: bool


def read(content: bytes) -> Report | None:
    """None for what is no report, about no mail of ours, or only tells of a delay."""
    message = message_from_bytes(content[:MOST_BYTES], policy=default)
    assert isinstance(message, EmailMessage)
    delivery_id = _about(message)
    if delivery_id is None:
        return None
    if _is_complaint(message):
        return Report(delivery_id, "complaint", None, is_for_good=True)
    for recipient in _recipients(message):
        if _word(recipient, "Action") == "failed":
            code = _status(recipient)
            return Report(
                delivery_id,
                "bounce",
                code,
                is_for_good=code is not None and is_of_address(code),
            )
    return None


def _about(message: EmailMessage) -> UUID | None:
    """Which delivery: by the id of the message that came back, or the one answered."""
    for part in message.walk():
        if part is not message and part.get_content_type() == "message/rfc822":
            continue
        if part.get_content_type() == "text/rfc822-headers":
            found = _OURS.search(_text(part))
        else:
            # The returned message is a part of its own, below its wrapping.
            names = ("Message-ID", "In-Reply-To", "References")
            found = _OURS.search(" ".join(_header(part, name) for name in names))
        if found:
            return UUID(found.group(1))
    return None


def _recipients(message: EmailMessage) -> Iterator[Message]:
    """What the report says about each recipient; its first block is about all."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (one for one in blocks if isinstance(one, Message))


def _is_complaint(message: EmailMessage) -> bool:
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            said = re.search(r"(?im)^feedback-type:\s*(\S+)", part.as_string())
            return said is not None and said.group(1).lower() in {"abuse", "fraud"}
    return False


def _status(recipient: Message) -> str | None:
    found = _STATUS.search(_header(recipient, "Status"))
    return found.group(0) if found else None


def _word(part: Message, name: str) -> str:
    return _header(part, name).split(";")[0].strip().lower()


def _header(part: Message, name: str) -> str:
    """Whatever another server wrote there, even what no header may hold."""
    for given, value in part.raw_items():
        if given.lower() == name.lower():
            return str(value)
    return ""


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("ascii", "replace") if isinstance(content, bytes) else ""
