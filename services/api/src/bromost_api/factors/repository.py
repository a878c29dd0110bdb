from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import violated_constraint
from bromost_common.errors import ConflictError

from .models import Ceremony, Passkey, RecoveryCode, TotpFactor


class FactorRepository:
    """Every query on second factors."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def totp(self, account_id: UUID) -> TotpFactor | None:
        return await self._session.scalar(
            select(TotpFactor).where(TotpFactor.account_id == account_id)
        )

    async def put_totp(self, factor: TotpFactor) -> None:
        """Replace what was begun and not confirmed."""
        await self.remove_totp(factor.account_id)
        self._session.add(factor)
        await self._session.flush()

    async def use_step(self, factor: TotpFactor, step: int) -> bool:
        """False when the step, or a later one, was used meanwhile."""
        used = await self._session.scalar(
            update(TotpFactor)
            .where(TotpFactor.id == factor.id, TotpFactor.last_step < step)
            .values(last_step=step)
            .returning(TotpFactor.id)
        )
        return used is not None

    async def remove_totp(self, account_id: UUID) -> None:
        await self._session.execute(
            delete(TotpFactor).where(TotpFactor.account_id == account_id)
        )

    async def passkeys(self, account_id: UUID) -> Sequence[Passkey]:
        found = await self._session.scalars(
            select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
        )
        return found.all()

    async def passkey_by_credential(self, credential_id: bytes) -> Passkey | None:
        return await self._session.scalar(
            select(Passkey).where(Passkey.credential_id == credential_id)
        )

    async def add_passkey(self, passkey: Passkey) -> None:
        self._session.add(passkey)
        try:
            await self._session.flush()
        except IntegrityError as error:
            if violated_constraint(error) == "uq_passkey_credential_id":
                raise ConflictError("This passkey is registered already.") from error
            raise

    async def note_passkey_use(self, passkey: Passkey, sign_count: int) -> bool:
        """False when a copy of it signed meanwhile with this or a later count."""
        used = await self._session.scalar(
            update(Passkey)
            .where(
                Passkey.id == passkey.id,
                or_(Passkey.sign_count < sign_count, Passkey.sign_count == 0),
            )
            .values(sign_count=sign_count, last_used_at=datetime.now(UTC))
            .returning(Passkey.id)
        )
        return used is not None

    async def rename_passkey(
        self, account_id: UUID, passkey_id: UUID, name: str
    ) -> Passkey | None:
        return await self._session.scalar(
            update(Passkey)
            .where(Passkey.id == passkey_id, Passkey.account_id == account_id)
            .values(name=name)
            .returning(Passkey)
        )

    async def remove_passkey(self, account_id: UUID, passkey_id: UUID) -> str | None:
        """The name that it had."""
        return await self._session.scalar(
            delete(Passkey)
            .where(Passkey.id == passkey_id, Passkey.account_id == account_id)
            .returning(Passkey.name)
        )

    async def replace_codes(self, account_id: UUID, digests: Sequence[bytes]) -> None:
        await self._session.execute(
            delete(RecoveryCode).where(RecoveryCode.account_id == account_id)
        )
        self._session.add_all(
            RecoveryCode(account_id=account_id, code_digest=digest)
            for digest in digests
        )
        await self._session.flush()

    async def use_code(self, account_id: UUID, digest: bytes) -> bool:
        used = await self._session.scalar(
            update(RecoveryCode)
            .where(
                RecoveryCode.account_id == account_id,
                RecoveryCode.code_digest == digest,
                RecoveryCode.used_at.is_(None),
            )
            .values(used_at=func.now())
            .returning(RecoveryCode.id)
        )
        return used is not None

    async def codes_left(self, account_id: UUID) -> int:
        return (
            await self._session.scalar(
                select(func.count()).where(
                    RecoveryCode.account_id == account_id,
                    RecoveryCode.used_at.is_(None),
                )
            )
        ) or 0

    async def kinds(self, account_id: UUID) -> list[str]:
        """What the person can show besides a password."""
        totp = exists().where(
            TotpFactor.account_id == account_id, TotpFactor.confirmed_at.is_not(None)
        )
        passkey = exists().where(Passkey.account_id == account_id)
        code = exists().where(
            RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
        )
        row = (await self._session.execute(select(totp, passkey, code))).one()
        if not (row[0] or row[1]):
            return []
        names = ("totp", "passkey", "recovery_code")
        return [name for name, has in zip(names, row, strict=True) if has]


class CeremonyRepository:
    """Every query on sign-ins between their steps."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, ceremony: Ceremony) -> None:
        """Begin it; one that had the same token is over."""
        await self.remove(ceremony.token_digest)
        self._session.add(ceremony)
        await self._session.flush()

    async def find(self, digest: bytes, purpose: str) -> Ceremony | None:
        """Locked, so that of two answers at once one waits for the other."""
        return await self._session.scalar(
            select(Ceremony)
            .where(
                Ceremony.token_digest == digest,
                Ceremony.purpose == purpose,
                Ceremony.expires_at > func.now(),
            )
            .with_for_update()
        )

    async def remove(self, digest: bytes) -> None:
        await self._session.execute(
            delete(Ceremony).where(Ceremony.token_digest == digest)
        )
