from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

from .channel import Due, Outcome

# Whoever asks with no clock of its own goes by the database's: senders on several
# machines then agree on whose lease is over.
_NOW = "coalesce(CAST(:now AS timestamptz), now())"
_RESCUE = text(
    "WITH lost AS ("  # noqa: S608  # the clock above
    " UPDATE notifications.delivery d SET lost = d.lost + 1,"
    "  last_error = 'sender_lost',"
    "  state = CASE WHEN d.attempt >= d.max_attempt THEN 'dead' ELSE 'pending' END,"
    f"  ended_at = CASE WHEN d.attempt >= d.max_attempt THEN {_NOW} END,"
    f"  next_attempt_at = {_NOW}, lease_until = NULL, locked_by = NULL"
    " WHERE d.id IN (SELECT o.id FROM notifications.delivery o"
    "  WHERE o.channel = :channel AND o.state = 'sending'"
    f"  AND o.lease_until < {_NOW} FOR UPDATE SKIP LOCKED)"
    " RETURNING d.id, d.attempt)"
    f" UPDATE notifications.attempt a SET finished_at = {_NOW}, status = 'lost'"
    " FROM lost l WHERE a.delivery_id = l.id AND a.n = l.attempt AND a.status IS NULL"
)
_EXPIRE = text(
    "UPDATE notifications.delivery SET state = 'dead', last_error = 'expired',"  # noqa: S608  # the clock above
    f" ended_at = {_NOW} WHERE channel = :channel AND state = 'pending'"
    f" AND expires_at <= {_NOW}"
)
# Counted and written down before anything is sent: whatever becomes of this process,
# the attempt has been.
_CLAIM = text(
    "WITH due AS ("  # noqa: S608  # the clock above
    " SELECT id FROM notifications.delivery"
    " WHERE channel = :channel AND state = 'pending'"
    f" AND next_attempt_at <= {_NOW} AND least(lost, 2) = :lost"
    " ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED"
    "), taken AS ("
    " UPDATE notifications.delivery d SET state = 'sending', attempt = d.attempt + 1,"
    f"  locked_by = :me, lease_until = {_NOW} + :lease"
    " FROM due WHERE d.id = due.id RETURNING d.*"
    "), opened AS ("
    " INSERT INTO notifications.attempt (delivery_id, n, started_at)"
    f" SELECT id, attempt, {_NOW} FROM taken"
    ") SELECT id, attempt, max_attempt, source_kind, source_id, notification_id,"
    " target_id, created_at FROM taken ORDER BY next_attempt_at, id"
)
_RENEW = text(
    f"UPDATE notifications.delivery SET lease_until = {_NOW} + :lease"  # noqa: S608  # the clock above
    " WHERE locked_by = :me AND state = 'sending'"
)
# Only who holds this very attempt may say how it ended.
_FINISH = text(
    "WITH ended AS ("  # noqa: S608  # the clock above
    " UPDATE notifications.delivery SET state = :state, last_error = :error, lost = 0,"
    # What is put off was no try.
    "  max_attempt = least(max_attempt + (:status = 'interrupted')::integer, 50),"
    f"  next_attempt_at = {_NOW} + :wait, lease_until = NULL, locked_by = NULL,"
    f"  ended_at = CASE WHEN :state = 'pending' THEN NULL ELSE {_NOW} END"
    " WHERE id = :id AND locked_by = :me AND attempt = :attempt AND state = 'sending'"
    " RETURNING id)"
    f" UPDATE notifications.attempt a SET finished_at = {_NOW}, status = :status,"
    "  error_class = :error, ms = :ms, response_head = :response"
    " FROM ended e WHERE a.delivery_id = e.id AND a.n = :attempt"
    " RETURNING a.delivery_id"
).bindparams(
    bindparam("state", type_=Text()),
    bindparam("status", type_=Text()),
    bindparam("error", type_=Text()),
    bindparam("response", type_=Text()),
)
_RELEASE = text(
    "WITH freed AS ("  # noqa: S608  # the clock above
    " UPDATE notifications.delivery SET state = 'pending', lease_until = NULL,"
    f"  locked_by = NULL, next_attempt_at = {_NOW},"
    "  max_attempt = least(max_attempt + 1, 50)"
    " WHERE locked_by = :me AND state = 'sending' RETURNING id, attempt)"
    f" UPDATE notifications.attempt a SET finished_at = {_NOW}, status = 'interrupted'"
    " FROM freed f WHERE a.delivery_id = f.id AND a.n = f.attempt"
)


class SendingRepository:
    """What senders do with deliveries; `me` is one of them, `now` its own clock."""

    def __init__(
        self, session: AsyncSession, channel: str, me: str, now: datetime | None
    ) -> None:
        self._session = session
        self._common = {"channel": channel, "me": me, "now": now}

    async def tidy(self) -> None:
        """Give back what vanished senders held, and give up what is too late."""
        common = {"channel": self._common["channel"], "now": self._common["now"]}
        await self._session.execute(_RESCUE, common)
        await self._session.execute(_EXPIRE, common)

    async def claim(self, most: int, lease: timedelta, *, lost: int) -> Sequence[Due]:
        """Take what is due of what was lost so often, 2 for more as well."""
        found = await self._session.execute(
            _CLAIM, self._common | {"most": most, "lease": lease, "lost": lost}
        )
        return [Due(*row) for row in found]

    async def renew(self, lease: timedelta) -> None:
        values = {"me": self._common["me"], "now": self._common["now"], "lease": lease}
        await self._session.execute(_RENEW, values)

    async def finish(
        self, due: Due, state: str, outcome: Outcome, *, wait: timedelta, ms: int
    ) -> bool:
        """False when the lease was over and somebody else has it now."""
        found = await self._session.execute(
            _FINISH,
            {
                "now": self._common["now"],
                "me": self._common["me"],
                "id": due.id,
                "attempt": due.attempt,
                "state": state,
                "status": "interrupted"
                if outcome.result == "postponed"
                else outcome.result,
                "error": outcome.error,
                "response": outcome.response,
                "wait": wait,
                "ms": ms,
            },
        )
        return found.one_or_none() is not None

    async def release(self) -> None:
        """Give back unfinished what this sender holds; it is no fault of theirs."""
        values = {"me": self._common["me"], "now": self._common["now"]}
        await self._session.execute(_RELEASE, values)
