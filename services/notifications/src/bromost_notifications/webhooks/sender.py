"""Takes messages to endpoints: each endpoint's apart from the others'."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from bromost_notifications.sending.channel import Due, Ending
from bromost_notifications.sending.repository import NOW, SendingRepository
from bromost_notifications.sending.stream import StreamSender

from .health import note

# So many to one endpoint beside each other; one, to an endpoint that fails.
EACH = 8
_CLAIM = text(
    "WITH room AS MATERIALIZED ("  # noqa: S608  # the clock
    " SELECT w.id, CASE WHEN w.failing_since IS NULL THEN :each ELSE 1 END"
    "  - (SELECT count(*) FROM notifications.delivery s WHERE s.channel = 'webhook'"
    "   AND s.state = 'sending' AND s.target_id = w.id) AS free"
    " FROM notifications.webhook_endpoint w WHERE w.state = 'active'"
    # In turns, so that no endpoint is always the last.
    "), due AS MATERIALIZED ("
    " SELECT f.id FROM (SELECT * FROM room WHERE free > 0 ORDER BY random()) r"
    " CROSS JOIN LATERAL (SELECT d.id FROM notifications.delivery d"
    "  WHERE d.channel = 'webhook' AND d.state = 'pending' AND d.target_id = r.id"
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


class _Queue(SendingRepository):
    @override
    async def claim(self, most: int, lease: timedelta, *, lost: int) -> Sequence[Due]:
        found = await self._session.execute(
            _CLAIM,
            {
                "now": self._common["now"],
                "me": self._common["me"],
                "most": most,
                "lease": lease,
                "lost": lost,
                "each": EACH,
            },
        )
        return [Due(*row) for row in found]


class WebhookSender(StreamSender):
    """One of any number that work beside each other."""

    @override
    def _repository(self, session: AsyncSession) -> SendingRepository:
        now = self._clock() if self._clock else None
        return _Queue(session, self._channel.name, self.name, now)

    @override
    async def _note(self, session: AsyncSession, endings: Sequence[Ending]) -> None:
        await note(session, endings, self._clock() if self._clock else None)
