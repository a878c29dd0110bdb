"""What is gathered for one mail: each notification in exactly one of them.

Whoever adds to a digest holds its row, and so does whoever closes it. What comes when
it is closed goes into the next one.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, SmallInteger, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, INTERVAL
from sqlalchemy.ext.asyncio import AsyncSession

from .telling import Gathered

_ADD = text(
    """
WITH wanted AS (
  SELECT * FROM unnest(:accounts, :notifications, :moments)
    AS w (account_id, notification_id, closes_at)
), gathering AS (
  INSERT INTO notifications.digest AS d (id, account_id, channel, closes_at)
  SELECT gen_random_uuid(), account_id, 'email', closes_at FROM wanted
  ON CONFLICT (account_id, channel, closes_at)
    DO UPDATE SET channel = excluded.channel WHERE d.closed_at IS NULL
  RETURNING d.id, d.account_id
), item AS (
  INSERT INTO notifications.digest_item (digest_id, notification_id)
  SELECT g.id, w.notification_id FROM gathering g JOIN wanted w USING (account_id)
), sent AS (
  -- It leaves like everything else: the senders know of no other clock.
  INSERT INTO notifications.delivery (id, source_kind, source_id, channel, target_id,
    max_attempt, next_attempt_at, expires_at)
  SELECT gen_random_uuid(), 'digest', g.id, 'email', g.account_id, :max_attempt,
    w.closes_at, w.closes_at + :lifetime
  FROM gathering g JOIN wanted w USING (account_id)
  ON CONFLICT DO NOTHING
)
SELECT account_id FROM gathering
"""
).bindparams(
    bindparam("accounts", type_=ARRAY(Uuid())),
    bindparam("notifications", type_=ARRAY(BigInteger())),
    bindparam("moments", type_=ARRAY(DateTime(timezone=True))),
    bindparam("max_attempt", type_=SmallInteger()),
    bindparam("lifetime", type_=INTERVAL()),
)
_CLOSE = text(
    "UPDATE notifications.digest SET closed_at = coalesce(closed_at, now())"
    " WHERE id = :id"
)
_ITEMS = text(
    "SELECT notification_id FROM notifications.digest_item WHERE digest_id = :id"
    " ORDER BY notification_id"
)


async def gather(
    session: AsyncSession,
    made: Mapping[UUID, int],
    wanted: Mapping[UUID, Gathered],
    *,
    max_attempt: int,
    lifetime: timedelta,
) -> None:
    """Put the notifications that were made, by account, into the digests wanted."""
    left = {account: wanted[account] for account in made}
    while left:
        found = await session.scalars(
            _ADD,
            {
                "accounts": [*left],
                "notifications": [made[account] for account in left],
                "moments": [digest.closes_at for digest in left.values()],
                "max_attempt": max_attempt,
                "lifetime": lifetime,
            },
        )
        taken = set(found)
        left = {who: one.later() for who, one in left.items() if who not in taken}


async def close(session: AsyncSession, digest_id: UUID) -> Sequence[int]:
    """From here on it takes no more; what is in it."""
    await session.execute(_CLOSE, {"id": digest_id})
    return (await session.scalars(_ITEMS, {"id": digest_id})).all()
