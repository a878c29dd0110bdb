"""Takes messages to receivers: each one's apart from the others'."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from bromost_common.db import SessionMaker

from .channel import Due, Ending, StreamChannel
from .health import Receivers
from .repository import NOW, SendingRepository
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
    " LIMIT :most"
    "), taken AS ("
    " UPDATE notifications.delivery d SET state = 'sending', attempt = d.attempt + 1,"
    f"  locked_by = :me, lease_until = {NOW} + :lease"
    " FROM due WHERE d.id = due.id RETURNING d.*"
    "), opened AS ("
    " INSERT INTO notifications.attempt (delivery_id, n, started_at)"
    f" SELECT id, attempt, {NOW} FROM taken"
    ") SELECT id, attempt, max_attempt, source_kind, source_id, notification_id,"
    " target_id, created_at FROM taken ORDER BY next_attempt_at, id"
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
        self._claim_of_each = text(
            _CLAIM.format(table=receivers.table, channel=receivers.channel)
        )

    @override
    def _repository(self, session: AsyncSession) -> SendingRepository:
        now = self._clock() if self._clock else None
        queue = _Queue(session, self._channel.name, self.name, now)
        queue.statement, queue.each = self._claim_of_each, self._receivers.each
        return queue

    @override
    async def _note(self, session: AsyncSession, endings: Sequence[Ending]) -> None:
        now = self._clock() if self._clock else None
        await self._receivers.note(session, endings, now)


class _Queue(SendingRepository):
    statement: TextClause
    each: int

    @override
    async def claim(self, most: int, lease: timedelta, *, lost: int) -> Sequence[Due]:
        found = await self._session.execute(
            self.statement,
            {
                "now": self._common["now"],
                "me": self._common["me"],
                "most": most,
                "lease": lease,
                "lost": lost,
                "each": self.each,
            },
        )
        return [Due(*row) for row in found]
