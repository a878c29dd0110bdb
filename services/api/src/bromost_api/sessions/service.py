import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import SignInSession
from bromost_common.errors import NotAuthenticatedError, NotFoundError

from .repository import SessionRepository
from .schemas import OwnSessionOut

log = structlog.get_logger(__name__)

IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
MOST_LISTED = 200

Method: TypeAlias = Literal["password", "passkey", "provider"]
SecondFactor: TypeAlias = Literal["totp", "passkey", "recovery_code", "provider"]


class Browser(NamedTuple):
    """Where somebody signs in, told as coarsely as tells one's own devices apart."""

    device: str | None
    network: str | None


class Sessions:
    """Begins, renews, lists and ends sessions, in its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._sessions = SessionRepository(session)

    async def start(
        self,
        account_id: UUID,
        *,
        browser: Browser,
        method: Method,
        second_factor: SecondFactor | None,
        needs_factor: bool = False,
        proved_at: datetime | None = None,
    ) -> str:
        """A new session's token, for the cookie; only its digest is kept.

        `proved_at` is when the person showed who they are, where that was elsewhere.
        """
        token, digest = _new_token()
        now = datetime.now(UTC)
        await self._sessions.add(
            SignInSession(
                account_id=account_id,
                token_digest=digest,
                last_seen_at=now,
                idle_until=now + IDLE_LIMIT,
                expires_at=now + ABSOLUTE_LIMIT,
                proved_at=proved_at or now,
                method=method,
                second_factor=second_factor,
                needs_factor=needs_factor,
                device=browser.device,
                network=browser.network,
            )
        )
        log.info(
            "signed_in",
            account=str(account_id),
            method=method,
            second_factor=second_factor,
        )
        return token

    async def prove(
        self, session_id: UUID, *, second_factor: SecondFactor | None = None
    ) -> str:
        """A new token for a session whose person has just shown that it is them."""
        token, digest = _new_token()
        values: dict[str, object] = {
            "token_digest": digest,
            "proved_at": datetime.now(UTC),
        }
        if second_factor is not None:
            values |= {"second_factor": second_factor, "needs_factor": False}
        if not await self._sessions.change(session_id, **values):
            raise NotAuthenticatedError("Your session has ended. Sign in again.")
        return token

    async def live(
        self, account_id: UUID, *, current: UUID | None = None
    ) -> list[OwnSessionOut]:
        return [
            _out(one, is_current=one.id == current)
            for one in await self._sessions.live(account_id, MOST_LISTED)
        ]

    async def end(self, account_id: UUID, session_id: UUID) -> None:
        if not await self._sessions.end(account_id, only=session_id):
            raise NotFoundError("There is no such session.")
        log.info("sessions_ended", account=str(account_id), number=1)

    async def end_all(self, account_id: UUID, *, keep: UUID | None = None) -> None:
        """Sign somebody out everywhere, or everywhere but in one session."""
        number = await self._sessions.end(account_id, keep=keep)
        log.info("sessions_ended", account=str(account_id), number=number)


def _out(session: SignInSession, *, is_current: bool) -> OwnSessionOut:
    return OwnSessionOut(
        id=session.id,
        is_current=is_current,
        started_at=session.created_at,
        last_seen_at=session.last_seen_at,
        expires_at=min(session.expires_at, session.idle_until),
        method=session.method,
        second_factor=session.second_factor,
        device=session.device,
        network=session.network,
    )


def _new_token() -> tuple[str, bytes]:
    token = secrets.token_urlsafe(32)
    return token, hashlib.sha256(token.encode()).digest()
