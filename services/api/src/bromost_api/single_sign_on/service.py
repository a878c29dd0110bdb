import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from pydantic.networks import EmailStr
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.accounts.repository import AccountRepository
from bromost_api.factors.repository import FactorRepository
from bromost_api.invitations.acceptance import (
    AcceptanceService,
    InvitationNotValidError,
)
from bromost_api.invitations.repository import AccountExistsError
from bromost_api.sessions.service import Browser as SeenAs
from bromost_api.sessions.service import Sessions
from bromost_common.audit import note_account
from bromost_common.auth import AccessMap, Actor, Context
from bromost_common.context import act_as
from bromost_common.digests import token_digest
from bromost_common.errors import ConflictError, NotFoundError

from .client import SignInRequest
from .directory import ProviderDirectory
from .models import Identity, ProviderSession, ProviderSignIn
from .providers import IdentityProvider
from .refusals import LastWayInError, Refusal, SignInRefusedError
from .repository import SingleSignOnRepository
from .schemas import IdentityList, IdentityOut

SIGN_IN_LIMIT = timedelta(minutes=10)
TASK = "sign_in"
MAX_NAME_LENGTH = 200
_EMAIL: TypeAdapter[str] = TypeAdapter(EmailStr)


class Browser(NamedTuple):
    """The browser that comes back from a provider."""

    seen_as: SeenAs
    # Of the session that it has already, if any.
    session_digest: bytes | None


class SingleSignOnService:
    """Signing in through providers. Runs inside its caller's transaction."""

    def __init__(
        self, session: AsyncSession, *, require_second_factor: bool = False
    ) -> None:
        self._session = session
        self._repository = SingleSignOnRepository(session)
        self._accounts = AccountRepository(session)
        self._factors = FactorRepository(session)
        self._sessions = Sessions(session)
        self._require_second_factor = require_second_factor

    async def begin(
        self,
        provider: IdentityProvider,
        request: SignInRequest,
        *,
        return_to: str,
        account_id: UUID | None = None,
        link_id: UUID | None = None,
    ) -> str:
        """Remember a sign-in that leaves for a provider; the browser's secret of it."""
        browser = secrets.token_urlsafe(32)
        await self._repository.add_sign_in(
            ProviderSignIn(
                state_digest=token_digest(request.state),
                browser_digest=token_digest(browser),
                provider=provider.id,
                nonce=request.nonce,
                code_verifier=request.code_verifier,
                return_to=return_to,
                account_id=account_id,
                link_id=link_id,
                expires_at=datetime.now(UTC) + SIGN_IN_LIMIT,
            )
        )
        return browser

    async def take(self, state: str) -> ProviderSignIn | None:
        """The sign-in that comes back with `state`; nobody gets it a second time."""
        return await self._repository.take_sign_in(token_digest(state))

    async def link(
        self,
        provider: IdentityProvider,
        claims: Mapping[str, Any],
        to: UUID,
        browser: Browser,
    ) -> None:
        """Make the identity a way into the account of whoever is signed in."""
        signed_in = await self._repository.account_signed_in(browser.session_digest)
        if signed_in != to:
            raise SignInRefusedError(Refusal.EXPIRED, "another person is signed in")
        subject = _subject(provider, claims)
        found = await self._repository.find(provider.issuer, subject)
        if found is None:
            await self._add_identity(provider, subject, to)
        elif found[0].account_id != to:
            raise SignInRefusedError(Refusal.IDENTITY_TAKEN, "of another account")

    async def enter(
        self,
        provider: IdentityProvider,
        claims: Mapping[str, Any],
        browser: Browser,
    ) -> str:
        """Sign in whoever the identity belongs to; the token of the new session."""
        identity, account = await self._recognise(provider, claims)
        return await self._open(identity, account, provider, claims, browser)

    async def accept(
        self,
        provider: IdentityProvider,
        claims: Mapping[str, Any],
        link_id: UUID,
        browser: Browser,
        access: AccessMap,
    ) -> str:
        """Make the account of an invitation, entered with this identity alone."""
        subject = _subject(provider, claims)
        if await self._repository.find(provider.issuer, subject) is not None:
            raise SignInRefusedError(Refusal.IDENTITY_TAKEN, "of an account")
        name = claims.get("name")
        given = name.strip()[:MAX_NAME_LENGTH] if isinstance(name, str) else None
        try:
            account = await AcceptanceService(
                self._session, access
            ).accept_without_password(link_id, given)
        except InvitationNotValidError as error:
            raise SignInRefusedError(
                Refusal.INVITATION_NOT_VALID, "the invitation ended meanwhile"
            ) from error
        except AccountExistsError as error:
            raise SignInRefusedError(
                Refusal.EMAIL_TAKEN, "the address has an account"
            ) from error
        # No longer for the system, which had to give the roles.
        await act_as(self._session, Context(task=TASK))
        identity = await self._add_identity(provider, subject, account.id)
        identity.last_used_at = datetime.now(UTC)
        return await self._open(identity, account, provider, claims, browser)

    async def _open(
        self,
        identity: Identity,
        account: Account,
        provider: IdentityProvider,
        claims: Mapping[str, Any],
        browser: Browser,
    ) -> str:
        # A browser has one session: the one before ends.
        if browser.session_digest is not None:
            await self._accounts.end_session(browser.session_digest)
        note_account(self._session, account.id)
        token = await self._begin_session(account, provider, claims, browser)
        sid = claims.get("sid")
        # So that it ends when the provider says that its own has ended.
        self._repository.remember_session(
            ProviderSession(
                session_id=await self._repository.session_of(token_digest(token)),
                identity_id=identity.id,
                sid=sid if isinstance(sid, str) else None,
            )
        )
        return token

    async def signed_out_at_provider(
        self, provider: IdentityProvider, claims: Mapping[str, Any]
    ) -> int:
        """End the sessions that the provider's message is about, and no newer one."""
        sid = claims.get("sid")
        subject = provider.subject_of(claims)
        return await self._repository.end_sessions(
            issuer=provider.issuer,
            sid=sid if isinstance(sid, str) else None,
            # A provider's `sid` says enough; its `sub` need not be what we key on.
            subject=None if isinstance(sid, str) else subject or "",
            opened_before=datetime.fromtimestamp(claims["iat"] + 1, UTC),
        )

    async def identities(
        self, providers: ProviderDirectory, *, actor: Actor
    ) -> IdentityList:
        found = await self._repository.identities(actor.account_id)
        return IdentityList(items=[_identity_out(one, providers) for one in found])

    async def unlink(self, identity_id: UUID, *, actor: Actor) -> None:
        mine = await self._repository.identities(actor.account_id)
        identity = next((one for one in mine if one.id == identity_id), None)
        if identity is None:
            raise NotFoundError("You have no such identity.")
        account = await self._accounts.get(actor.account_id)
        if len(mine) == 1 and (account is None or account.password_hash is None):
            raise LastWayInError("Set a password first: this is your only way in.")
        # Whoever holds the identity is out of the account at once.
        await self._repository.end_sessions(
            identity_id=identity.id, but=actor.session_id
        )
        await self._repository.remove(identity)

    async def sign_out(self, session_digest: bytes) -> str | None:
        """End the session; the provider that it came from, where one has one too."""
        came_from = await self._repository.provider_of_session(session_digest)
        await self._accounts.end_session(session_digest)
        return came_from

    async def _recognise(
        self, provider: IdentityProvider, claims: Mapping[str, Any]
    ) -> tuple[Identity, Account]:
        """Whose identity it is; never decided by an e-mail address."""
        subject = _subject(provider, claims)
        found = await self._repository.find(provider.issuer, subject)
        if found is None:
            if not provider.create_accounts:
                raise SignInRefusedError(Refusal.IDENTITY_UNKNOWN, "not linked")
            account = await self._new_account(provider, claims)
            found = await self._add_identity(provider, subject, account.id), account
        identity, account = found
        if not account.is_active:
            raise SignInRefusedError(Refusal.ACCOUNT_CLOSED, "deactivated")
        identity.last_used_at = datetime.now(UTC)
        return identity, account

    async def _begin_session(
        self,
        account: Account,
        provider: IdentityProvider,
        claims: Mapping[str, Any],
        browser: Browser,
    ) -> str:
        strong = provider.is_multi_factor(claims)
        if not strong and await self._factors.kinds(account.id):
            # Whoever has a second factor here is not let past it by a provider.
            raise SignInRefusedError(
                Refusal.SECOND_FACTOR_NEEDED, "the provider used one factor"
            )
        return await self._sessions.start(
            account.id,
            browser=browser.seen_as,
            method="provider",
            second_factor="provider" if strong else None,
            needs_factor=self._require_second_factor and not strong,
            proved_at=_seen_at(claims),
        )

    async def _add_identity(
        self, provider: IdentityProvider, subject: str, account_id: UUID
    ) -> Identity:
        identity = Identity(
            account_id=account_id,
            provider=provider.id,
            issuer=provider.issuer,
            subject=subject,
        )
        await self._repository.add(identity)
        return identity

    async def _new_account(
        self, provider: IdentityProvider, claims: Mapping[str, Any]
    ) -> Account:
        """An account without any role; an administrator decides what it may do."""
        try:
            email = _EMAIL.validate_python(provider.vouched_email(claims))
        except ValidationError:
            raise SignInRefusedError(
                Refusal.EMAIL_MISSING, "no address that the provider vouches for"
            ) from None
        name = claims.get("name")
        account = Account(
            email=email,
            display_name=(name if isinstance(name, str) and name.strip() else email)[
                :MAX_NAME_LENGTH
            ],
            password_hash=None,
            locale="en",
        )
        try:
            await self._accounts.add(account)
        except ConflictError as error:
            raise SignInRefusedError(
                Refusal.EMAIL_TAKEN, "the address has an account"
            ) from error
        return account


def _seen_at(claims: Mapping[str, Any]) -> datetime:
    """When the provider saw the person: it may have been hours ago."""
    now = datetime.now(UTC)
    seen = claims.get("auth_time")
    if not isinstance(seen, int | float) or not 0 < seen < now.timestamp():
        return now
    return datetime.fromtimestamp(seen, UTC)


def belongs_to_browser(sign_in: ProviderSignIn, browser: str | None) -> bool:
    return hmac.compare_digest(sign_in.browser_digest, token_digest(browser or ""))


def _subject(provider: IdentityProvider, claims: Mapping[str, Any]) -> str:
    subject = provider.subject_of(claims)
    if subject is None:
        raise SignInRefusedError(Refusal.NOT_TRUSTED, "nobody, or of another tenant")
    return subject


def _identity_out(identity: Identity, providers: ProviderDirectory) -> IdentityOut:
    client = providers.find(identity.provider)
    return IdentityOut(
        id=identity.id,
        provider=identity.provider,
        # A provider may have left the settings; its identities can still be unlinked.
        names=client.provider.names if client else {"en": identity.provider},
        linked_at=identity.created_at,
        last_used_at=identity.last_used_at,
    )
