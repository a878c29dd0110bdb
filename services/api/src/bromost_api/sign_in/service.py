from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.accounts.passwords import verify_password
from bromost_api.accounts.repository import AccountRepository
from bromost_api.accounts.schemas import SessionOut
from bromost_api.accounts.service import AccountService
from bromost_api.factors.ceremonies import Ceremonies
from bromost_api.factors.checks import FactorChecks
from bromost_api.factors.models import Ceremony
from bromost_api.factors.passkeys import Json, RelyingParty, refused
from bromost_api.factors.repository import FactorRepository
from bromost_api.factors.sealing import secret_box
from bromost_api.sessions.service import Browser, Method, SecondFactor, Sessions
from bromost_api.settings import Settings
from bromost_common.audit import note_account
from bromost_common.auth import AccessMap
from bromost_common.errors import NotAuthenticatedError
from bromost_common.limits import SECOND_FACTOR, SIGN_IN, SIGN_IN_NETWORK, Limiter

from .schemas import PendingSignIn, SignIn

log = structlog.get_logger(__name__)

MOST_CODES = 5


class WrongCredentialsError(NotAuthenticatedError):
    """The same for an unknown address and for a wrong password."""

    code = "wrong_credentials"
    keeps_changes = True


class WrongCodeError(NotAuthenticatedError):
    """Not the code, or one that was used before."""

    code = "wrong_code"
    keeps_changes = True


class SignInExpiredError(NotAuthenticatedError):
    """Between its steps the sign-in took too long, or too many tries."""

    code = "sign_in_expired"


class Entered(NamedTuple):
    """A new session; `token` is shown to the browser once and never stored."""

    token: str
    session: SessionOut


class Pending(NamedTuple):
    """A sign-in that waits for its second step, bound to the browser by `token`."""

    token: str
    factors: PendingSignIn


class PasskeyChallenge(NamedTuple):
    """What a passkey is to sign; `token` is set when the sign-in begins with it."""

    token: str | None
    options: Json


class SignInService:
    """From nobody to somebody: in one step, in two, or with a passkey alone."""

    def __init__(
        self,
        session: AsyncSession,
        *,
        access: AccessMap,
        settings: Settings,
        browser: Browser,
        limits: Limiter,
        replaces: bytes | None = None,
    ) -> None:
        """`replaces` is the session that the browser has now; it ends by signing in."""
        self._session = session
        self._accounts = AccountRepository(session)
        self._own = AccountService(session, access)
        self._factors = FactorRepository(session)
        self._checks = FactorChecks(session, secret_box(settings))
        self._ceremonies = Ceremonies(session)
        self._sessions = Sessions(session)
        self._party = RelyingParty.at(settings.public_url)
        self._settings = settings
        self._browser = browser
        self._limits = limits
        self._replaces = replaces

    async def with_password(self, wanted: SignIn) -> Entered | Pending:
        network = self._browser.network or "unknown"
        guess = (wanted.email.strip().lower(), network)
        await self._limits.take(SIGN_IN_NETWORK, network)
        # Per network, so that others' guesses lock nobody out elsewhere.
        await self._limits.take(SIGN_IN, *guess)
        account = await self._accounts.find_active_by_email(wanted.email)
        fits, newer_hash = await verify_password(
            wanted.password.get_secret_value(),
            account.password_hash if account else None,
        )
        if account is None or not fits:
            log.info("sign_in_refused", reason="wrong_credentials")
            raise WrongCredentialsError("The e-mail address or the password is wrong.")
        await self._limits.give_back(SIGN_IN_NETWORK, network)
        await self._limits.give_back(SIGN_IN, *guess)
        if newer_hash is not None:
            account.password_hash = newer_hash
        kinds = await self._factors.kinds(account.id)
        if not kinds:
            return await self.enter(account, method="password", second_factor=None)
        token = await self._ceremonies.begin("second_factor", account_id=account.id)
        return Pending(token, PendingSignIn.model_validate({"factors": kinds}))

    async def with_code(self, token: str | None, code: str) -> Entered:
        ceremony = await self._pending(token)
        account = await self._account_of(ceremony)
        await self._limits.take(SECOND_FACTOR, str(account.id))
        factor = await self._checks.code(account, code)
        if factor is None:
            ceremony.attempts += 1
            if ceremony.attempts >= MOST_CODES:
                await self._ceremonies.end(ceremony)
            log.info("sign_in_refused", reason="wrong_code", account=str(account.id))
            raise WrongCodeError("This code is not right, or was used before.")
        await self._limits.give_back(SECOND_FACTOR, str(account.id))
        await self._ceremonies.end(ceremony)
        return await self.enter(account, method="password", second_factor=factor)

    async def passkey_challenge(self, token: str | None) -> PasskeyChallenge:
        """For the second step if a first was made, else for a passkey alone."""
        pending = await self._ceremonies.find("second_factor", token) if token else None
        if pending is not None and pending.account_id is not None:
            allowed = await self._factors.passkeys(pending.account_id)
            options = self._party.sign_in_options(pending.challenge or b"", allowed)
            return PasskeyChallenge(None, options)
        token = await self._ceremonies.begin("passkey_sign_in", account_id=None)
        begun = await self._ceremonies.find("passkey_sign_in", token)
        challenge = begun.challenge if begun else None
        return PasskeyChallenge(
            token, self._party.sign_in_options(challenge or b"", [])
        )

    async def with_passkey(self, token: str | None, credential: Json) -> Entered:
        ceremony = await self._pending(token, also_passkey_alone=True)
        passkey = await self._checks.passkey(
            self._party, credential, ceremony.challenge or b""
        )
        if ceremony.account_id not in {None, passkey.account_id}:
            raise refused()
        await self._ceremonies.end(ceremony)
        account = await self._accounts.find_active(passkey.account_id)
        if account is None:
            raise refused()
        alone = ceremony.account_id is None
        return await self.enter(
            account,
            method="passkey" if alone else "password",
            second_factor="passkey",
        )

    async def enter(
        self, account: Account, *, method: Method, second_factor: SecondFactor | None
    ) -> Entered:
        """A session of its own, whatever the browser had before."""
        if self._replaces is not None:
            await self._accounts.end_session(self._replaces)
        note_account(self._session, account.id)
        needs_factor = self._settings.require_second_factor and second_factor is None
        token = await self._sessions.start(
            account.id,
            browser=self._browser,
            method=method,
            second_factor=second_factor,
            needs_factor=needs_factor,
        )
        session = await self._own.describe(account, needs_factor=needs_factor)
        return Entered(token, session)

    async def _pending(
        self, token: str | None, *, also_passkey_alone: bool = False
    ) -> Ceremony:
        found = await self._ceremonies.find("second_factor", token) if token else None
        if found is None and token and also_passkey_alone:
            found = await self._ceremonies.find("passkey_sign_in", token)
        if found is None:
            raise SignInExpiredError("This took too long. Sign in from the start.")
        return found

    async def _account_of(self, ceremony: Ceremony) -> Account:
        account = (
            await self._accounts.find_active(ceremony.account_id)
            if ceremony.account_id
            else None
        )
        if account is None:
            raise SignInExpiredError("Sign in from the start.")
        return account
