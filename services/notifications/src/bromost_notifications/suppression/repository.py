import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.db import new_id
from bromost_common.paging import AnyRow, Key, Order, PageRequest, fetch_page
from bromost_notifications.deliveries.models import Delivery

from .models import Suppression

_NEWEST = Order(
    "newest",
    [
        Key(Suppression.created_at, descending=True),
        Key(Suppression.id, descending=True),
    ],
)


class SentTo(NamedTuple):
    """To whom a delivery went."""

    account_id: UUID
    address_digest: bytes | None


def address_digest(address: str) -> bytes:
    """What an address is known by; PostgreSQL makes the same of it (`mail`)."""
    return hashlib.sha256(address.lower().encode()).digest()


class SuppressionRepository:
    """Every query on addresses that nothing is sent to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        return await fetch_page(self._session, select(Suppression), _NEWEST, wanted)

    async def lift(self, suppression_id: UUID) -> bool:
        """Whether there was one."""
        found = await self._session.execute(
            delete(Suppression)
            .where(Suppression.id == suppression_id)
            .returning(Suppression.id)
        )
        return found.one_or_none() is not None

    async def add(self, sent_to: SentTo, *, cause: str, code: str | None) -> None:
        """Once for an address; what was known first stays."""
        await self._session.execute(
            insert(Suppression)
            .values(
                id=new_id(),
                address_digest=sent_to.address_digest,
                account_id=sent_to.account_id,
                cause=cause,
                code=code,
            )
            .on_conflict_do_nothing()
        )

    async def sent_to(self, delivery_id: UUID) -> SentTo | None:
        """Of a delivery by mail, held until this transaction ends."""
        found = await self._session.execute(
            select(Delivery.target_id, Delivery.sent_to)
            .where(Delivery.id == delivery_id, Delivery.channel == "email")
            .with_for_update()
        )
        row = found.one_or_none()
        return None if row is None else SentTo(*row)

    async def came_back(self, delivery_id: UUID, state: str, error: str) -> None:
        """It was taken by the first server on the way, and refused by another."""
        await self._session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id, Delivery.state == "delivered")
            .values(state=state, last_error=error)
        )

    async def note_address(self, delivery_id: UUID, sent_to: SentTo) -> None:
        await self._session.execute(
            update(Delivery)
            .where(Delivery.id == delivery_id)
            .values(sent_to=sent_to.address_digest)
        )
