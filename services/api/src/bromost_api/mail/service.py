"""Mail is written in the transaction of its cause; the worker sends it afterwards."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.repository import AccountRepository
from bromost_api.settings import Settings
from bromost_common.auth import Actor
from bromost_common.errors import ConflictError
from bromost_common.jobs import enqueue_in
from bromost_common.paging import Page, PageRequest

from .models import Mail
from .repository import MailRepository
from .schemas import MailMessageOut, MailOut, MailState, RetriedMail

SEND = "mail.send"
TEST_VALID = timedelta(hours=1)


class NoMailServerError(ConflictError):
    """The installation has no way to send mail."""

    code = "no_mail_server"


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


class MailService:
    """Looking after mail. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession, settings: Settings) -> None:
        self._session = session
        self._settings = settings
        self._mails = MailRepository(session)

    async def tell(self) -> MailOut:
        counts = await self._mails.counts()
        waiting = await self._mails.waiting()
        configured = self._settings.sends_mail
        return MailOut(
            is_configured=configured,
            sender=self._settings.mail_from if configured else None,
            waiting=counts.get("waiting", 0),
            waiting_since=waiting.since,
            failing=waiting.failing,
            sent=counts.get("sent", 0),
            refused=counts.get("refused", 0),
            expired=counts.get("expired", 0),
            last_failure=waiting.failure,
        )

    async def page(
        self, wanted: PageRequest, *, state: MailState | None
    ) -> Page[MailMessageOut]:
        rows, cursor, total = await self._mails.page(wanted, state=state)
        items = [MailMessageOut.model_validate(row[0]) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def try_again(self) -> RetriedMail:
        """Do not wait for the next attempt of what has failed."""
        self._require_server()
        retried = await self._mails.hurry()
        await enqueue_in(self._session, SEND, {})
        return RetriedMail(retried=retried)

    async def send_test(self, *, actor: Actor) -> MailMessageOut:
        """A mail to oneself, by the way that all mail takes."""
        self._require_server()
        account = await AccountRepository(self._session).get(actor.account_id)
        assert account is not None
        mail_id = await send_mail(
            self._session,
            "test",
            to=account.email,
            locale=account.locale,
            params={"name": account.display_name},
            valid_for=TEST_VALID,
        )
        mail = await self._session.get_one(Mail, mail_id)
        return MailMessageOut.model_validate(mail)

    def _require_server(self) -> None:
        if not self._settings.sends_mail:
            raise NoMailServerError("No mail server is set up: nothing can be sent.")
