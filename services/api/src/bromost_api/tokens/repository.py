from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.machines.models import Machine, MachineSecret
from bromost_api.machines.repository import is_live
from bromost_common.paging import AnyRow

from .models import SigningKey, UsedAssertion

_ACTING = text(
    "SELECT * FROM common.actor_of_token(:id, :version, (:caller)::text::inet)"
)
# One signing key follows the other, however many processes see to it.
_SIGNING_LOCK = text("SELECT pg_advisory_xact_lock(7306261123)")


class ClientRepository:
    """Every query on clients that ask for tokens."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, client_id: UUID) -> Machine | None:
        return await self._session.scalar(
            select(Machine).where(Machine.id == client_id, Machine.kind == "client")
        )

    async def has_secret(self, machine_id: UUID, digest: bytes) -> bool:
        return bool(
            await self._session.scalar(
                select(
                    exists().where(
                        MachineSecret.machine_id == machine_id,
                        MachineSecret.digest == digest,
                        is_live,
                    )
                )
            )
        )

    async def acting(self, machine: Machine, caller: str | None) -> AnyRow | None:
        """Whom it acts for just now; None when it may not, or not from there."""
        found = await self._session.execute(
            _ACTING,
            {"id": machine.id, "version": machine.grants_version, "caller": caller},
        )
        return found.one_or_none()

    async def use_once(
        self, machine_id: UUID, digest: bytes, expires_at: datetime
    ) -> bool:
        """False if this assertion was used before."""
        used = await self._session.scalar(
            insert(UsedAssertion)
            .values(machine_id=machine_id, digest=digest, expires_at=expires_at)
            .on_conflict_do_nothing()
            .returning(UsedAssertion.machine_id)
        )
        return used is not None

    async def forget_assertions(self) -> None:
        """Delete those that could not be used again anyhow."""
        await self._session.execute(
            delete(UsedAssertion).where(UsedAssertion.expires_at < func.now())
        )


class SigningKeyRepository:
    """Every query on signing keys."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, key: SigningKey) -> None:
        self._session.add(key)

    async def lock(self) -> None:
        await self._session.execute(_SIGNING_LOCK)

    async def signing(self) -> SigningKey | None:
        """The one whose time has come last."""
        return await self._session.scalar(
            select(SigningKey)
            .where(SigningKey.signs_from <= func.clock_timestamp())
            .order_by(SigningKey.signs_from.desc())
            .limit(1)
        )

    async def newest(self) -> SigningKey | None:
        return await self._session.scalar(
            select(SigningKey).order_by(SigningKey.signs_from.desc()).limit(1)
        )

    async def published(self) -> Sequence[Any]:
        found = await self._session.scalars(
            text(
                "SELECT public_jwk FROM common.signing_keys_v1 ORDER BY signs_from"
            ).columns(public_jwk=SigningKey.public_jwk.type)
        )
        return found.all()

    async def remove_all(self) -> None:
        await self._session.execute(delete(SigningKey))

    async def forget_old(self) -> None:
        """Of keys that another took over from, keep nothing that could sign."""
        following = select(SigningKey.signs_from).where(
            SigningKey.signs_from <= func.now() - text("interval '15 minutes'")
        )
        last = select(func.max(following.subquery().c.signs_from)).scalar_subquery()
        await self._session.execute(
            update(SigningKey)
            .where(SigningKey.signs_from < last)
            .values(private_sealed=None)
        )
