from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.accounts.repository import AccountRepository
from bromost_api.mail.service import send_mail
from bromost_api.sessions.service import SecondFactor, Sessions
from bromost_common.auth import Actor
from bromost_common.errors import (
    ConflictError,
    NotAuthenticatedError,
    NotFoundError,
    invalid,
)
from bromost_common.secrets_at_rest import SecretBox, at_hand

from . import recovery_codes, totp
from .ceremonies import Ceremonies
from .checks import TOTP_PURPOSE
from .models import Passkey, TotpFactor
from .passkeys import Json, RelyingParty, refused
from .repository import FactorRepository
from .schemas import (
    FactorsOut,
    NewPasskeyIn,
    PasskeyOut,
    QrCode,
    TotpStart,
)

log = structlog.get_logger(__name__)

MOST_PASSKEYS = 20


class LastFactorError(ConflictError):
    """The person's roles ask for a second factor, and this is the only one."""

    code = "last_factor"


class Change(NamedTuple):
    """A changed factor: the session's new token, and codes to be shown once."""

    token: str
    recovery_codes: list[str]


class FactorService:
    """Somebody's own second factors, in the caller's transaction."""

    def __init__(
        self,
        session: AsyncSession,
        *,
        actor: Actor,
        box: SecretBox | None,
        party: RelyingParty,
        asks_for_factor: bool,
    ) -> None:
        self._session = session
        self._actor = actor
        self._box = box
        self._party = party
        self._asks_for_factor = asks_for_factor
        self._accounts = AccountRepository(session)
        self._factors = FactorRepository(session)
        self._ceremonies = Ceremonies(session)
        self._sessions = Sessions(session)

    async def overview(self) -> FactorsOut:
        account = await self._account()
        factor = await self._factors.totp(account.id)
        passkeys = await self._factors.passkeys(account.id)
        return FactorsOut(
            has_password=account.password_hash is not None,
            totp_since=factor.confirmed_at if factor else None,
            passkeys=[_passkey_out(one) for one in passkeys],
            recovery_codes_left=await self._factors.codes_left(account.id),
            is_required=await self._is_required(),
        )

    async def begin_totp(self) -> TotpStart:
        account = await self._account()
        existing = await self._factors.totp(account.id)
        if existing is not None and existing.confirmed_at is not None:
            raise ConflictError("Codes from an app are switched on already.")
        secret = totp.new_secret()
        sealed = at_hand(self._box).seal(secret.encode(), purpose=TOTP_PURPOSE)
        await self._factors.put_totp(
            TotpFactor(account_id=account.id, sealed_secret=sealed)
        )
        address = totp.address(secret, email=account.email)
        size, path = totp.picture(address)
        return TotpStart(
            secret=secret, address=address, qr_code=QrCode(size=size, path=path)
        )

    async def confirm_totp(self, code: str) -> Change:
        account = await self._account()
        factor = await self._factors.totp(account.id)
        if factor is None or factor.confirmed_at is not None:
            raise ConflictError("There is nothing to confirm. Begin again.")
        secret = at_hand(self._box).open(factor.sealed_secret, purpose=TOTP_PURPOSE)
        now = datetime.now(UTC)
        step = totp.step_of(
            secret.decode(), code.replace(" ", ""), now=now, after=factor.last_step
        )
        if step is None:
            raise invalid(
                "body", "code", code="wrong_code", message="This code is not right."
            )
        factor.confirmed_at = now
        factor.last_step = step
        await self._session.flush()
        return await self._changed(account, "totp_added", factor="totp")

    async def remove_totp(self) -> Change:
        account = await self._account()
        factor = await self._factors.totp(account.id)
        if factor is None or factor.confirmed_at is None:
            raise NotFoundError("Codes from an app are not switched on.")
        await self._factors.remove_totp(account.id)
        return await self._removed(account, "totp_removed")

    async def passkey_options(self) -> Json:
        account = await self._account()
        ceremony = await self._ceremonies.begin_in_session(
            "passkey_registration", self._actor.session_id, account.id
        )
        return self._party.registration_options(
            ceremony.challenge or b"",
            account_id=account.id,
            email=account.email,
            name=account.display_name,
            existing=await self._factors.passkeys(account.id),
        )

    async def add_passkey(self, wanted: NewPasskeyIn) -> Change:
        account = await self._account()
        ceremony = await self._ceremonies.take_in_session(
            "passkey_registration", self._actor.session_id
        )
        if ceremony is None or ceremony.challenge is None:
            raise refused()
        if len(await self._factors.passkeys(account.id)) >= MOST_PASSKEYS:
            raise ConflictError(f"An account has at most {MOST_PASSKEYS} passkeys.")
        made = self._party.register(wanted.credential, ceremony.challenge)
        await self._factors.add_passkey(
            Passkey(
                account_id=account.id,
                name=wanted.name,
                credential_id=made.credential_id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                transports=made.transports,
            )
        )
        return await self._changed(
            account, "passkey_added", factor="passkey", name=wanted.name
        )

    async def rename_passkey(self, passkey_id: UUID, name: str) -> PasskeyOut:
        renamed = await self._factors.rename_passkey(
            self._actor.account_id, passkey_id, name
        )
        if renamed is None:
            raise NotFoundError("There is no such passkey.")
        return _passkey_out(renamed)

    async def remove_passkey(self, passkey_id: UUID) -> Change:
        account = await self._account()
        name = await self._factors.remove_passkey(account.id, passkey_id)
        if name is None:
            raise NotFoundError("There is no such passkey.")
        return await self._removed(account, "passkey_removed", name=name)

    async def new_recovery_codes(self) -> Change:
        account = await self._account()
        if not await self._factors.kinds(account.id):
            raise ConflictError("Set up a second factor first.")
        codes = await self._make_codes(account)
        await self._tell(account, "recovery_codes_made")
        return Change(await self._renewed(), codes)

    async def _changed(
        self, account: Account, kind: str, *, factor: SecondFactor, **params: str
    ) -> Change:
        await self._tell(account, kind, **params)
        has_codes = await self._factors.codes_left(account.id)
        codes = [] if has_codes else await self._make_codes(account)
        return Change(await self._renewed(factor), codes)

    async def _removed(self, account: Account, kind: str, **params: str) -> Change:
        if not await self._factors.kinds(account.id):
            if await self._is_required():
                raise LastFactorError(
                    "Your roles ask for a second factor. Add another one first."
                )
            # They stand in for a factor, and there is none any more.
            await self._factors.replace_codes(account.id, [])
        await self._tell(account, kind, **params)
        return Change(await self._renewed(), [])

    async def _is_required(self) -> bool:
        return self._asks_for_factor and await self._accounts.has_role_with_factor(
            self._actor.account_id
        )

    async def _make_codes(self, account: Account) -> list[str]:
        codes = recovery_codes.new_codes()
        digests = await recovery_codes.digests(codes, account.id)
        await self._factors.replace_codes(account.id, digests)
        return codes

    async def _renewed(self, factor: SecondFactor | None = None) -> str:
        """A new session id: what the session may do has changed."""
        return await self._sessions.prove(self._actor.session_id, second_factor=factor)

    async def _tell(self, account: Account, kind: str, **params: str) -> None:
        log.info("factors_changed", account=str(account.id), kind=kind)
        await send_mail(
            self._session,
            kind,
            to=account.email,
            locale=account.locale,
            params=params,
        )

    async def _account(self) -> Account:
        account = await self._accounts.get(self._actor.account_id)
        if account is None:
            raise NotAuthenticatedError("Your account is gone.")
        return account


def _passkey_out(passkey: Passkey) -> PasskeyOut:
    return PasskeyOut(
        id=passkey.id,
        name=passkey.name,
        created_at=passkey.created_at,
        last_used_at=passkey.last_used_at,
    )
