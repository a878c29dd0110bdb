from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_notifications.deliveries.models import Delivery

from .models import WebhookEndpoint, WebhookSecret

CHANNEL = "webhook"
is_live = or_(WebhookSecret.ends_at.is_(None), WebhookSecret.ends_at > func.now())


class WebhookRepository:
    """Every query on endpoints and their secrets; everybody has their own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, actor: Actor) -> Sequence[WebhookEndpoint]:
        found = await self._session.scalars(
            select(WebhookEndpoint)
            .where(own(actor))
            .order_by(WebhookEndpoint.created_at, WebhookEndpoint.id)
        )
        return found.all()

    async def count(self, account_id: UUID) -> int:
        found = await self._session.scalar(
            select(func.count()).where(WebhookEndpoint.account_id == account_id)
        )
        return found or 0

    async def keep_in_order(self, actor: Actor) -> None:
        """Let one account make its endpoints one after another."""
        await self._session.execute(
            select(
                func.pg_advisory_xact_lock(
                    func.hashtextextended(f"webhooks {actor.account_id}", 0)
                )
            )
        )

    async def get(
        self, endpoint_id: UUID, *, visible_to: Actor, lock: bool = False
    ) -> WebhookEndpoint | None:
        statement = select(WebhookEndpoint).where(
            WebhookEndpoint.id == endpoint_id, own(visible_to)
        )
        return await self._session.scalar(
            statement.with_for_update() if lock else statement
        )

    async def live_secrets(
        self, endpoint_ids: Iterable[UUID]
    ) -> Sequence[WebhookSecret]:
        """The newest first."""
        found = await self._session.scalars(
            select(WebhookSecret)
            .where(WebhookSecret.endpoint_id.in_(endpoint_ids), is_live)
            .order_by(WebhookSecret.id.desc())
        )
        return found.all()

    async def end_secrets(self, endpoint_id: UUID, overlap: timedelta) -> None:
        """The newest lasts for the overlap, and what was older ends at once."""
        live = await self.live_secrets([endpoint_id])
        for number, secret in enumerate(live):
            if number or not overlap:
                await self._session.delete(secret)
            else:
                secret.ends_at = func.now() + overlap
        # Others have ended by themselves.
        await self._session.execute(
            delete(WebhookSecret).where(
                WebhookSecret.endpoint_id == endpoint_id, ~is_live
            )
        )

    async def add(self, record: WebhookEndpoint | WebhookSecret) -> None:
        self._session.add(record)
        await self._session.flush()
        await self._session.refresh(record)

    async def flush(self) -> None:
        await self._session.flush()

    async def remove(self, endpoint: WebhookEndpoint) -> None:
        """With all that was sent there, or is on its way."""
        await self._session.execute(
            delete(Delivery).where(
                Delivery.channel == CHANNEL, Delivery.target_id == endpoint.id
            )
        )
        await self._session.delete(endpoint)
        await self._session.flush()


def own(actor: Actor) -> ColumnElement[bool]:
    """A program has what it made itself; its person has that as well."""
    mine = WebhookEndpoint.account_id == actor.account_id
    if actor.machine_id is None:
        return mine
    return and_(mine, WebhookEndpoint.machine_id == actor.machine_id)
