"""A forgotten password is replaced by whoever reads the account's mail."""

from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.repository import AccountRepository
from bromost_api.accounts.service import AccountService
from bromost_api.links.service import LinkNotValidError, OneTimeLinks
from bromost_api.mail.service import send_mail
from bromost_api.sessions.service import Sessions
from bromost_common.auth import AccessMap
from bromost_common.jobs import enqueue_in
from bromost_common.limits import RESET, RESET_ADDRESS, Limiter

from .models import ResetRequest
from .repository import ResetRequestRepository
from .schemas import PasswordReset, ResetWanted

log = structlog.get_logger(__name__)

LOOK_UP = "recovery.look_up"
VALID_FOR = timedelta(minutes=30)


class RecoveryService:
    """Asks for a link, and takes it back in with a new password."""

    def __init__(self, session: AsyncSession, access: AccessMap) -> None:
        self._session = session
        self._access = access
        self._links = OneTimeLinks(session)

    async def ask(self, wanted: ResetWanted, *, network: str, limits: Limiter) -> None:
        """Does the same, whether or not anybody has this address: a job finds out."""
        email = wanted.email.strip().lower()
        await limits.take(RESET, network)
        await limits.take(RESET_ADDRESS, email)
        await ResetRequestRepository(self._session).add(ResetRequest(email=email))
        await enqueue_in(self._session, LOOK_UP, {})
        log.info("password_reset_asked")

    async def send_links(self) -> None:
        """Mail a link to those who exist; runs in the worker."""
        accounts = AccountRepository(self._session)
        for email in await ResetRequestRepository(self._session).take_all():
            account = await accounts.find_active_by_email(email)
            if account is None:
                continue
            token = await self._links.make(
                "password_reset", valid_for=VALID_FOR, account_id=account.id
            )
            minutes = int(VALID_FOR.total_seconds() // 60)
            await send_mail(
                self._session,
                "password_reset",
                to=account.email,
                locale=account.locale,
                params={"link": f"/reset#{token}", "minutes": str(minutes)},
                valid_for=VALID_FOR,
            )

    async def reset(self, wanted: PasswordReset) -> None:
        """Signs nobody in, so that a second factor is still asked for."""
        link = await self._links.use("password_reset", wanted.token.get_secret_value())
        account = (
            await AccountRepository(self._session).find_active(link.account_id)
            if link.account_id
            else None
        )
        if account is None:
            raise LinkNotValidError("This link is no longer of use.")
        await AccountService(self._session, self._access).set_password(
            account, wanted.new_password.get_secret_value(), field="new_password"
        )
        await Sessions(self._session).end_all(account.id)
        log.info("password_reset", account=str(account.id))
