"""Showing once more that it is oneself, before something dangerous."""

from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.accounts.passwords import verify_password
from bromost_api.accounts.repository import AccountRepository
from bromost_api.sessions.service import Sessions
from bromost_common.auth import Actor
from bromost_common.errors import InvalidError, NotAuthenticatedError, invalid
from bromost_common.limits import STEP_UP, Limiter
from bromost_common.secrets_at_rest import SecretBox

from .ceremonies import Ceremonies
from .checks import FactorChecks
from .passkeys import Json, RelyingParty, refused
from .repository import FactorRepository
from .schemas import ProofIn

log = structlog.get_logger(__name__)


class StepUpService:
    """Takes a proof and answers with the session's new token."""

    def __init__(
        self,
        session: AsyncSession,
        *,
        actor: Actor,
        box: SecretBox | None,
        party: RelyingParty,
        limits: Limiter,
    ) -> None:
        self._actor = actor
        self._party = party
        self._limits = limits
        self._accounts = AccountRepository(session)
        self._factors = FactorRepository(session)
        self._checks = FactorChecks(session, box)
        self._ceremonies = Ceremonies(session)
        self._sessions = Sessions(session)

    async def prove(self, shown: ProofIn) -> str:
        if (shown.password is None) == (shown.code is None):
            raise invalid(
                "body", code="one_proof", message="Send a password or a code."
            )
        await self._limits.take(STEP_UP, str(self._actor.account_id))
        account = await self._account()
        if shown.password is not None:
            await self._check_password(account, shown.password.get_secret_value())
        elif shown.code is not None:
            await self._check_code(account, shown.code.get_secret_value())
        await self._limits.give_back(STEP_UP, str(account.id))
        return await self._renew(account.id)

    async def passkey_options(self) -> Json:
        passkeys = await self._factors.passkeys(self._actor.account_id)
        ceremony = await self._ceremonies.begin_in_session(
            "step_up", self._actor.session_id, self._actor.account_id
        )
        return self._party.sign_in_options(ceremony.challenge or b"", passkeys)

    async def prove_with_passkey(self, credential: Json) -> str:
        ceremony = await self._ceremonies.take_in_session(
            "step_up", self._actor.session_id
        )
        if ceremony is None or ceremony.challenge is None:
            raise refused()
        passkey = await self._checks.passkey(
            self._party, credential, ceremony.challenge
        )
        if passkey.account_id != self._actor.account_id:
            raise refused()
        return await self._renew(passkey.account_id)

    async def _check_password(self, account: Account, password: str) -> None:
        fits, _ = await verify_password(password, account.password_hash)
        if not fits:
            raise _wrong("password", account.id)

    async def _check_code(self, account: Account, code: str) -> None:
        if await self._checks.code(account, code) is None:
            raise _wrong("code", account.id)

    async def _renew(self, account_id: UUID) -> str:
        log.info("stepped_up", account=str(account_id))
        return await self._sessions.prove(self._actor.session_id)

    async def _account(self) -> Account:
        account = await self._accounts.get(self._actor.account_id)
        if account is None:
            raise NotAuthenticatedError("Your account is gone.")
        return account


def _wrong(field: str, account_id: UUID) -> InvalidError:
    log.info("step_up_refused", account=str(account_id), shown=field)
    # Not 401: the session goes on.
    return invalid(
        "body", field, code=f"wrong_{field}", message=f"The {field} is not right."
    )
