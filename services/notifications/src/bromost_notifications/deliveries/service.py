from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.paging import Page, PageRequest

from .repository import MOST_REPLAYED, DeliveryRepository
from .schemas import (
    AttemptOut,
    ChannelHealth,
    ChannelName,
    DeliveryDetailOut,
    DeliveryHealth,
    DeliveryOut,
    DeliveryState,
    Replay,
    ReplayedOut,
)

LATE = timedelta(minutes=2)


class NotReplayableError(ConflictError):
    """It is still on its way, or somebody has sent it again."""

    code = "not_replayable"


class DeliveryService:
    """Looking after what leaves the house. `channels` with the attempts of each."""

    def __init__(self, session: AsyncSession, channels: Mapping[str, int]) -> None:
        self._deliveries = DeliveryRepository(session)
        self._channels = channels

    async def page(
        self,
        wanted: PageRequest,
        *,
        state: DeliveryState | None,
        channel: ChannelName | None,
    ) -> Page[DeliveryOut]:
        rows, cursor, total = await self._deliveries.page(
            wanted, state=state, channel=channel
        )
        items = [DeliveryOut.model_validate(row) for row in rows]
        return Page(items=items, next_cursor=cursor, total=total)

    async def get(self, delivery_id: UUID) -> DeliveryDetailOut:
        row = await self._deliveries.get(delivery_id)
        if row is None:
            raise NotFoundError("There is no such delivery.")
        attempts = await self._deliveries.attempts(delivery_id)
        return DeliveryDetailOut(
            **DeliveryOut.model_validate(row).model_dump(),
            attempts=[AttemptOut.model_validate(one) for one in attempts],
        )

    async def health(self) -> DeliveryHealth:
        late = datetime.now(UTC) - LATE
        rows = await self._deliveries.health(get_args(ChannelName))
        return DeliveryHealth(
            channels=[
                ChannelHealth(
                    channel=row.name,
                    is_configured=row.name in self._channels,
                    pending=row.pending,
                    oldest_pending_at=row.oldest_pending_at,
                    is_late=row.oldest_pending_at is not None
                    and row.oldest_pending_at < late,
                    dead=row.dead,
                    delivered_in_a_day=row.delivered_in_a_day,
                )
                for row in rows
            ],
            dead=sum(row.dead for row in rows),
        )

    async def replay(self, delivery_id: UUID) -> DeliveryDetailOut:
        state = await self._deliveries.lock(delivery_id)
        if state is None:
            raise NotFoundError("There is no such delivery.")
        if state not in {"dead", "delivered"}:
            raise NotReplayableError("Only what has ended can be sent again.")
        if await self._deliveries.was_replayed(delivery_id):
            raise NotReplayableError("It has been sent again already.")
        old = await self.get(delivery_id)
        attempts = self._channels.get(old.channel, old.max_attempt)
        return await self.get(await self._deliveries.replay(delivery_id, attempts))

    async def replay_dead(self, wanted: Replay) -> ReplayedOut:
        total = await self._deliveries.count_dead(wanted.since)
        if wanted.dry_run:
            return ReplayedOut(replayed=0, left=total)
        rows = await self._deliveries.dead(wanted.since, MOST_REPLAYED)
        for row in rows:
            await self._deliveries.replay(row.id, row.max_attempt)
        return ReplayedOut(replayed=len(rows), left=max(total - len(rows), 0))
