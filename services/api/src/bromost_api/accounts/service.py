import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import AccessMap, Actor, Role, permissions_of
from bromost_common.errors import (
    NotAuthenticatedError,
    StaleVersionError,
)
from bromost_common.limits import SIGN_IN, SIGN_IN_NETWORK, Limiter, network_of

from .models import Account, RoleAssignment, SignInFailure, SignInSession
from .passwords import hash_password, verify_password
from .repository import AccountRepository
from .schemas import AccountCreate, AccountOut, OwnAccountUpdate, SessionOut, SignIn

IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)


class WrongCredentialsError(NotAuthenticatedError):
    """The same for an unknown address and for a wrong password."""

    code = "wrong_credentials"
    keeps_changes = True


class SignedIn(NamedTuple):
    """A new session; `token` is shown to the browser once and never stored."""

    token: str
    session: SessionOut


class AccountService:
    """Signing in and out, and people's own settings."""

    def __init__(self, session: AsyncSession, access: AccessMap) -> None:
        self._accounts = AccountRepository(session)
        self._session = session
        self._access = access

    async def sign_in(
        self, wanted: SignIn, *, client: str | None, limits: Limiter
    ) -> SignedIn:
        network = network_of(client)
        email_digest = _email_digest(wanted.email)
        guess = (email_digest.hex(), network)
        await limits.take(SIGN_IN_NETWORK, network)
        # Per network, so that others' guesses lock nobody out elsewhere.
        await limits.take(SIGN_IN, *guess)
        account = await self._accounts.find_active_by_email(wanted.email)
        fits, newer_hash = await verify_password(
            wanted.password.get_secret_value(),
            account.password_hash if account else None,
        )
        if account is None or not fits:
            self._accounts.add_failure(
                SignInFailure(email_digest=email_digest, network=network)
            )
            raise WrongCredentialsError("The e-mail address or the password is wrong.")
        await limits.give_back(SIGN_IN_NETWORK, network)
        await limits.give_back(SIGN_IN, *guess)
        if newer_hash is not None:
            account.password_hash = newer_hash
        token = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        self._accounts.add_session(
            SignInSession(
                account_id=account.id,
                token_digest=hashlib.sha256(token.encode()).digest(),
                last_seen_at=now,
                idle_until=now + IDLE_LIMIT,
                expires_at=now + ABSOLUTE_LIMIT,
            )
        )
        return SignedIn(token, await self._session_out(account))

    async def sign_out(self, token_digest: bytes) -> None:
        await self._accounts.end_session(token_digest)

    async def current(self, actor: Actor) -> SessionOut:
        return await self._session_out(await self._own_account(actor))

    async def change_own(
        self, wanted: OwnAccountUpdate, expected_version: int, *, actor: Actor
    ) -> AccountOut:
        account = await self._own_account(actor)
        if account.version != expected_version:
            raise StaleVersionError(
                "Your account was changed elsewhere.",
                current=_account_out(account).model_dump(mode="json"),
            )
        for name, value in wanted.model_dump(exclude_none=True).items():
            setattr(account, name, value)
        account.version += 1
        await self._session.flush()
        return _account_out(account)

    async def register(self, wanted: AccountCreate) -> Account:
        account = Account(
            email=wanted.email,
            display_name=wanted.display_name,
            password_hash=await hash_password(wanted.password.get_secret_value()),
            locale=wanted.locale,
        )
        await self._accounts.add(account)
        self._accounts.add_role(RoleAssignment(account_id=account.id, role=wanted.role))
        return account

    async def deactivate(self, account_id: UUID) -> None:
        """End all that the account can do; its traces stay."""
        account = await self._accounts.get(account_id)
        if account is not None:
            account.is_active = False
            account.version += 1

    async def has_none(self) -> bool:
        return await self._accounts.is_empty()

    async def _own_account(self, actor: Actor) -> Account:
        account = await self._accounts.get(actor.account_id)
        if account is None:
            raise NotAuthenticatedError("Your account is gone.")
        return account

    async def _session_out(self, account: Account) -> SessionOut:
        roles = sorted(Role(role) for role in await self._accounts.roles(account.id))
        return SessionOut(
            account=_account_out(account),
            roles=roles,
            permissions=sorted(permissions_of(roles, self._access)),
        )


def _account_out(account: Account) -> AccountOut:
    return AccountOut.model_validate(account, from_attributes=True)


def _email_digest(email: str) -> bytes:
    return hashlib.sha256(email.strip().lower().encode()).digest()
