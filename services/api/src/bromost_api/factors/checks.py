"""Whether a code or a passkey is the person's own; shared by sign-in and step-up."""

import re
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.accounts.models import Account
from bromost_api.mail.service import send_mail
from bromost_common.secrets_at_rest import SecretBox

from . import recovery_codes, totp
from .models import Passkey
from .passkeys import Json, RelyingParty, credential_id, refused, user_handle
from .repository import FactorRepository

TOTP_PURPOSE = "totp"
_SIX_DIGITS = re.compile(r"\d{3}\s?\d{3}", re.ASCII)


class FactorChecks:
    """Checks what somebody shows, and uses it up."""

    def __init__(self, session: AsyncSession, box: SecretBox | None) -> None:
        self._session = session
        self._box = box
        self._factors = FactorRepository(session)

    async def code(
        self, account: Account, code: str
    ) -> Literal["totp", "recovery_code"] | None:
        """Which factor it was; None if it is wrong, old or used."""
        code = code.strip()
        if _SIX_DIGITS.fullmatch(code):
            return "totp" if await self._is_totp(account, code) else None
        return "recovery_code" if await self._is_recovery_code(account, code) else None

    async def passkey(
        self, party: RelyingParty, credential: Json, challenge: bytes
    ) -> Passkey:
        """The passkey that signed the challenge; raises when none did."""
        passkey = await self._factors.passkey_by_credential(credential_id(credential))
        if passkey is None:
            raise refused()
        handle = user_handle(credential)
        if handle is not None and handle != passkey.account_id.bytes:
            raise refused()
        count = party.verify(credential, challenge, passkey)
        if not await self._factors.note_passkey_use(passkey, count):
            raise refused()
        return passkey

    async def _is_totp(self, account: Account, code: str) -> bool:
        factor = await self._factors.totp(account.id)
        if factor is None or factor.confirmed_at is None or self._box is None:
            return False
        secret = self._box.open(factor.sealed_secret, purpose=TOTP_PURPOSE).decode()
        step = totp.step_of(
            secret,
            code.replace(" ", ""),
            now=datetime.now(UTC),
            after=factor.last_step,
        )
        return step is not None and await self._factors.use_step(factor, step)

    async def _is_recovery_code(self, account: Account, code: str) -> bool:
        digest = await recovery_codes.digest(code, account.id)
        if not await self._factors.use_code(account.id, digest):
            return False
        left = await self._factors.codes_left(account.id)
        await send_mail(
            self._session,
            "recovery_code_used",
            to=account.email,
            locale=account.locale,
            params={"left": str(left)},
        )
        return True
