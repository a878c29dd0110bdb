from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Integer,
    Interval,
    SmallInteger,
    Text,
    TextClause,
    Uuid,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from .channel import Due, Ending

# Whoever asks with no clock of its own goes by the database's: senders on several
# machines then agree on whose lease is over.
NOW = "coalesce(CAST(:now AS timestamptz), now())"
_RESCUE = text(
    "WITH lost AS ("  # noqa: S608  # the clock above
    " UPDATE notifications.delivery d SET lost = d.lost + 1,"
    "  last_error = 'sender_lost',"
    "  state = CASE WHEN d.attempt >= d.max_attempt THEN 'dead' ELSE 'pending' END,"
    f"  ended_at = CASE WHEN d.attempt >= d.max_attempt THEN {NOW} END,"
    f"  next_attempt_at = {NOW}, lease_until = NULL, locked_by = NULL"
    " WHERE d.id IN (SELECT o.id FROM notifications.delivery o"
    "  WHERE o.channel = :channel AND o.state = 'sending'"
    f"  AND o.lease_until < {NOW} FOR UPDATE SKIP LOCKED)"
    " RETURNING d.id, d.attempt)"
    f" UPDATE notifications.attempt a SET finished_at = {NOW}, status = 'lost'"
    " FROM lost l WHERE a.delivery_id = l.id AND a.n = l.attempt AND a.status IS NULL"
)
_EXPIRE = text(
    "UPDATE notifications.delivery SET state = 'dead', last_error = 'expired',"  # noqa: S608  # the clock above
    f" ended_at = {NOW} WHERE channel = :channel AND state = 'pending'"
    f" AND expires_at <= {NOW}"
)
# What is `due` is counted and written down before anything is sent: whatever becomes of
# this process, the attempt has been.
TAKEN = (
    "), taken AS ("  # noqa: S608  # the clock above
    " UPDATE notifications.delivery d SET state = 'sending', attempt = d.attempt + 1,"
    f"  locked_by = :me, lease_until = {NOW} + :lease"
    " FROM due WHERE d.id = due.id RETURNING d.*"
    "), opened AS ("
    " INSERT INTO notifications.attempt (delivery_id, n, started_at)"
    f" SELECT id, attempt, {NOW} FROM taken"
    ") SELECT id, attempt, max_attempt, source_kind, source_id, notification_id,"
    " target_id, created_at FROM taken ORDER BY next_attempt_at, id"
)
_CLAIM = text(
    "WITH due AS ("  # noqa: S608  # the clock above
    " SELECT id FROM notifications.delivery"
    " WHERE channel = :channel AND state = 'pending'"
    f" AND next_attempt_at <= {NOW} AND least(lost, 2) = :lost"
    f" ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED{TAKEN}"
)
_RENEW = text(
    f"UPDATE notifications.delivery SET lease_until = {NOW} + :lease"  # noqa: S608  # the clock above
    " WHERE locked_by = :me AND state = 'sending'"
)
# Only who holds this very attempt may say how it ended.
_FINISH = text(
    "WITH given AS ("  # noqa: S608  # the clock above
    " SELECT * FROM unnest(:ids, :attempts, :states, :statuses, :errors, :responses,"
    "  :waits, :times) AS g (id, attempt, state, status, error, response, wait, ms)"
    "), ended AS ("
    " UPDATE notifications.delivery d SET state = g.state, last_error = g.error,"
    "  lost = 0,"
    # What is put off was no try.
    "  max_attempt = least(d.max_attempt + (g.status = 'interrupted')::integer, 50),"
    f"  next_attempt_at = {NOW} + g.wait, lease_until = NULL, locked_by = NULL,"
    f"  ended_at = CASE WHEN g.state = 'pending' THEN NULL ELSE {NOW} END"
    " FROM given g WHERE d.id = g.id AND d.locked_by = :me"
    "  AND d.attempt = g.attempt AND d.state = 'sending'"
    " RETURNING g.*)"
    f" UPDATE notifications.attempt a SET finished_at = {NOW}, status = e.status,"
    "  error_class = e.error, ms = e.ms, response_head = e.response"
    " FROM ended e WHERE a.delivery_id = e.id AND a.n = e.attempt"
    " RETURNING a.delivery_id"
).bindparams(
    bindparam("ids", type_=ARRAY(Uuid())),
    bindparam("attempts", type_=ARRAY(SmallInteger())),
    *(
        bindparam(name, type_=ARRAY(Text()))
        for name in ("states", "statuses", "errors", "responses")
    ),
    bindparam("waits", type_=ARRAY(Interval())),
    bindparam("times", type_=ARRAY(Integer())),
)
_RELEASE = text(
    "WITH freed AS ("  # noqa: S608  # the clock above
    " UPDATE notifications.delivery SET state = 'pending', lease_until = NULL,"
    f"  locked_by = NULL, next_attempt_at = {NOW},"
    "  max_attempt = least(max_attempt + 1, 50)"
    " WHERE locked_by = :me AND state = 'sending' RETURNING id, attempt)"
    f" UPDATE notifications.attempt a SET finished_at = {NOW}, status = 'interrupted'"
    " FROM freed f WHERE a.delivery_id = f.id AND a.n = f.attempt"
)


class Claim(NamedTuple):
    """How what is due is taken, with the parameters that are its own."""

    statement: TextClause
    values: Mapping[str, Any]


class SendingRepository:
    """What senders do with deliveries; `me` is one of them, `now` its own clock."""

    def __init__(
        self,
        session: AsyncSession,
        channel: str,
        me: str,
        now: datetime | None,
        claim: Claim | None = None,
    ) -> None:
        self._session = session
        self._common: dict[str, Any] = {"channel": channel, "me": me, "now": now}
        self._claim = claim or Claim(_CLAIM, {"channel": channel})

    async def tidy(self) -> None:
        """Give back what vanished senders held, and give up what is too late."""
        common = {"channel": self._common["channel"], "now": self._common["now"]}
        await self._session.execute(_RESCUE, common)
        await self._session.execute(_EXPIRE, common)

    async def claim(self, most: int, lease: timedelta, *, lost: int) -> Sequence[Due]:
        """Take what is due of what was lost so often, 2 for more as well."""
        mine = {"me": self._common["me"], "now": self._common["now"]}
        asked = {"most": most, "lease": lease, "lost": lost}
        found = await self._session.execute(
            self._claim.statement, mine | asked | {**self._claim.values}
        )
        return [Due(*row) for row in found]

    async def renew(self, lease: timedelta) -> None:
        values = {"me": self._common["me"], "now": self._common["now"], "lease": lease}
        await self._session.execute(_RENEW, values)

    async def finish(self, endings: Sequence[Ending]) -> set[UUID]:
        """Which were this sender's; the lease of others was over, and they are not."""
        found = await self._session.scalars(
            _FINISH,
            {
                "now": self._common["now"],
                "me": self._common["me"],
                "ids": [one.due.id for one in endings],
                "attempts": [one.due.attempt for one in endings],
                "states": [one.state for one in endings],
                "statuses": [one.status for one in endings],
                "errors": [one.outcome.error for one in endings],
                "responses": [one.outcome.response for one in endings],
                "waits": [one.wait for one in endings],
                "times": [one.ms for one in endings],
            },
        )
        return set(found)

    async def release(self) -> None:
        """Give back unfinished what this sender holds; it is no fault of theirs."""
        values = {"me": self._common["me"], "now": self._common["now"]}
        await self._session.execute(_RELEASE, values)
