"""What every mail has, whichever service writes it."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from uuid import UUID


def domain_of(sender: str) -> str:
    """Of `Name <address>`, what stands after the sign."""
    return parseaddr(sender)[1].rpartition("@")[2]


def envelope(
    to: Address, subject: str, *, sender: str, mail_id: UUID, written_at: datetime
) -> EmailMessage:
    """A message without words; raises ValueError for what no header may hold."""
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(name or "Bromost", addr_spec=address)
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(written_at)
    # The same at each attempt, so that a mail server knows a repeated one.
    message["Message-ID"] = f"<{mail_id}@{domain_of(sender)}>"
    # No out-of-office answers, please.
    message["Auto-Submitted"] = "auto-generated"
    return message


def put_words(message: EmailMessage, plain: str, html: str, language: str) -> None:
    """As plain text, and as HTML that says the same."""
    message.set_content(plain, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # Last, since content that is set takes such headers away.
    message["Content-Language"] = language
