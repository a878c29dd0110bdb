from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.mail.service import send_mail
from bromost_common.auth import AccessMap, Actor, Grant
from bromost_common.errors import NotAuthenticatedError, StaleVersionError, invalid
from bromost_common.limits import STEP_UP, Limiter

from .models import Account, RoleAssignment
from .passwords import hash_password, verify_password
from .repository import AccountRepository
from .schemas import (
    AccountCreate,
    AccountOut,
    OwnAccountUpdate,
    PasswordChange,
    SessionOut,
)
from .weak_passwords import refuse_weak

log = structlog.get_logger(__name__)


class AccountService:
    """Signing in and out, and people's own settings."""

    def __init__(self, session: AsyncSession, access: AccessMap) -> None:
        self._accounts = AccountRepository(session)
        self._session = session
        self._access = access

    async def sign_out(self, token_digest: bytes) -> None:
        await self._accounts.end_session(token_digest)

    async def current(self, actor: Actor) -> SessionOut:
        account = await self._own_account(actor)
        return await self.describe(
            account, needs_factor=await self._accounts.needs_factor(actor.session_id)
        )

    async def change_own(
        self, wanted: OwnAccountUpdate, expected_version: int, *, actor: Actor
    ) -> AccountOut:
        account = await self._own_account(actor)
        if account.version != expected_version:
            raise StaleVersionError(
                "Your account was changed elsewhere.", current=_account_out(account)
            )
        for name, value in wanted.model_dump(exclude_none=True).items():
            setattr(account, name, value)
        account.version += 1
        await self._session.flush()
        return _account_out(account)

    async def change_password(
        self, wanted: PasswordChange, *, actor: Actor, limits: Limiter
    ) -> None:
        """Refuses without the password that there is; the caller ends sessions."""
        await limits.take(STEP_UP, str(actor.account_id))
        account = await self._own_account(actor)
        if account.password_hash is not None:
            current = wanted.current_password
            fits, _ = await verify_password(
                current.get_secret_value() if current else "", account.password_hash
            )
            if not fits:
                raise invalid(
                    "body",
                    "current_password",
                    code="wrong_password",
                    message="This is not your password.",
                )
        await limits.give_back(STEP_UP, str(account.id))
        new = wanted.new_password.get_secret_value()
        await self.set_password(account, new, field="new_password")

    async def set_password(self, account: Account, new: str, *, field: str) -> None:
        """Give the account a password that is not among the first to be guessed."""
        await refuse_weak(new, account.email, account.display_name, field=field)
        account.password_hash = await hash_password(new)
        account.version += 1
        await self._session.flush()
        log.info("password_changed", account=str(account.id))
        await send_mail(
            self._session,
            "password_changed",
            to=account.email,
            locale=account.locale,
            params={},
        )

    async def register(self, wanted: AccountCreate) -> Account:
        password = wanted.password.get_secret_value()
        await refuse_weak(password, wanted.email, wanted.display_name)
        account = Account(
            email=wanted.email,
            display_name=wanted.display_name,
            password_hash=await hash_password(password),
            locale=wanted.locale,
        )
        await self._accounts.add(account)
        self._accounts.add_role(
            RoleAssignment(
                account_id=account.id,
                role=wanted.role,
                scope_type=wanted.scope_type,
                scope_id=wanted.scope_id,
            )
        )
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

    async def describe(self, account: Account, *, needs_factor: bool) -> SessionOut:
        """What a session may; `needs_factor` ones only what takes no second factor."""
        held = await self._accounts.grants(account.id, without_factor=needs_factor)
        actor = Actor(
            account.id,
            account.id,
            account.display_name,
            account.locale,
            grants=tuple(Grant(g.role, g.scope_id) for g in held),
            access=self._access,
        )
        return SessionOut(
            account=_account_out(account),
            roles=sorted(actor.roles),
            grants=held,
            permissions=sorted(actor.permissions),
            everywhere=sorted(
                p for p in actor.permissions if actor.reach(p).everywhere
            ),
            must_add_factor=needs_factor
            and await self._accounts.has_role_with_factor(account.id),
        )


def _account_out(account: Account) -> AccountOut:
    return AccountOut.model_validate(account, from_attributes=True)
