"""Takes messages to receivers: each one's apart from the others'."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from bromost_common.db import SessionMaker

from .channel import Ending, StreamChannel
from .health import Receivers
from .repository import NOW, TAKEN, Claim, SendingRepository
from .stream import StreamSender

_CLAIM = (
    "WITH room AS MATERIALIZED ("  # noqa: S608  # constants
    " SELECT r.id, CASE WHEN r.failing_since IS NULL THEN :each ELSE 1 END"
    "  - (SELECT count(*) FROM notifications.delivery s WHERE s.channel = '{channel}'"
    "   AND s.state = 'sending' AND s.target_id = r.id) AS free"
    " FROM {table} r WHERE r.state = 'active'"
    # In turns, so that no receiver is always the last.
    "), due AS MATERIALIZED ("
    " SELECT f.id FROM (SELECT * FROM room WHERE free > 0 ORDER BY random()) r"
    " CROSS JOIN LATERAL (SELECT d.id FROM notifications.delivery d"
    "  WHERE d.channel = '{channel}' AND d.state = 'pending' AND d.target_id = r.id"
    f"  AND d.next_attempt_at <= {NOW} AND least(d.lost, 2) = :lost"
    "  ORDER BY d.next_attempt_at LIMIT r.free FOR UPDATE SKIP LOCKED) f"
    f" LIMIT :most{TAKEN}"
)


class ReceiverSender(StreamSender):
    """One of any number that work beside each other."""

    def __init__(
        self,
        sessions: SessionMaker,
        channel: StreamChannel,
        receivers: Receivers,
        **options: object,
    ) -> None:
        super().__init__(sessions, channel, **options)
        self._receivers = receivers
        # The names stand in it, or the partial indexes would not be used.
        names = {"table": receivers.table, "channel": receivers.channel}
        self._claim_of_each = Claim(
            text(_CLAIM.format(**names)), {"each": receivers.each}
        )

    @override
    def _repository(self, session: AsyncSession) -> SendingRepository:
        now = self._clock() if self._clock else None
        return SendingRepository(
            session, self._channel.name, self.name, now, self._claim_of_each
        )

    @override
    async def _note(self, session: AsyncSession, endings: Sequence[Ending]) -> None:
        now = self._clock() if self._clock else None
        await self._receivers.note(session, endings, now)
