"""Mail is written in the transaction of its cause; the worker sends it afterwards."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.settings import Settings
from bromost_common.jobs import enqueue_in

from .models import Mail
from .repository import MailRepository
from .schemas import MailOut

SEND = "mail.send"


async def send_mail(
    session: AsyncSession,
    kind: str,
    *,
    to: str,
    locale: str,
    params: Mapping[str, str],
    valid_for: timedelta = timedelta(days=2),
) -> UUID:
    """Send the text `kind` once the caller's transaction commits.

    `params["link"]` is a path within the pages, e.g. `/reset#…`. After `valid_for`,
    usually the life of that link, the mail is worth nothing and is not sent any more.
    """
    if not params.get("link", "/").startswith("/"):
        raise ValueError("A link in a mail leads to our own pages.")
    mail = Mail(
        kind=kind,
        recipient=to,
        locale=locale,
        params=dict(params),
        expires_at=datetime.now(UTC) + valid_for,
    )
    MailRepository(session).add(mail)
    await session.flush()
    await enqueue_in(session, SEND, {})
    return mail.id


async def tell_of_mail(mails: MailRepository, settings: Settings) -> MailOut:
    counts = await mails.counts()
    waiting = await mails.waiting()
    return MailOut(
        is_configured=settings.sends_mail,
        sender=settings.mail_from if settings.sends_mail else None,
        waiting=counts.get("waiting", 0),
        waiting_since=waiting.since,
        refused=counts.get("refused", 0),
        expired=counts.get("expired", 0),
        last_failure=waiting.failure,
    )
