"""How endpoints do: remembered with each attempt, and at last they are switched off."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.contracts.webhooks import WebhookDisabled
from bromost_common.outbox import publish
from bromost_notifications.sending.channel import Ending
from bromost_notifications.sending.repository import NOW

from .channel import GONE

# Of failure without one success between.
PATIENCE: Final = timedelta(hours=120)
_IDS = bindparam("ids", type_=ARRAY(Uuid()))
# Always in the same order, so that two senders never wait for each other.
_LOCKED = (
    "SELECT id FROM notifications.webhook_endpoint WHERE id = ANY (:ids)"
    " ORDER BY id FOR UPDATE"
)
# A row that says so already is not written for each of a thousand messages.
_WELL = text(
    f"UPDATE notifications.webhook_endpoint w SET last_success_at = {NOW},"  # noqa: S608  # the clock
    f" failing_since = NULL WHERE id IN ({_LOCKED}) AND (failing_since IS NOT NULL"
    f"  OR last_success_at IS NULL OR last_success_at < {NOW} - interval '1 minute')"
).bindparams(_IDS)
_FAILING = text(
    f"UPDATE notifications.webhook_endpoint w SET failing_since = {NOW}"  # noqa: S608  # the clock
    f" WHERE id IN ({_LOCKED}) AND failing_since IS NULL"
).bindparams(_IDS)
_DISABLE = text(
    "UPDATE notifications.webhook_endpoint w SET state = 'disabled',"  # noqa: S608  # the clock
    f" disabled_because = :because, disabled_at = {NOW}, version = version + 1,"
    f" updated_at = {NOW} WHERE id IN ({_LOCKED}) AND state = 'active'"
    " AND (:because = 'gone' OR failing_since <= coalesce(CAST(:now AS timestamptz),"
    "  now()) - CAST(:patience AS interval))"
    " RETURNING id, account_id, name"
).bindparams(_IDS)


async def note(
    session: AsyncSession, endings: Sequence[Ending], now: datetime | None
) -> None:
    """What these attempts mean for where they went. A success between counts."""
    well = _targets(endings, "delivered")
    failed = _targets(endings, "failed") - well
    gone = {one.due.target_id for one in endings if one.outcome.error == GONE}
    if well:
        await session.execute(_WELL, {"ids": sorted(well), "now": now})
    if failed:
        await session.execute(_FAILING, {"ids": sorted(failed), "now": now})
    if gone:
        await _disable(session, gone, "gone", now)
    if failed - gone:
        await _disable(session, failed - gone, "failing", now)


def _targets(endings: Sequence[Ending], result: str) -> set[UUID]:
    return {one.due.target_id for one in endings if one.outcome.result == result}


async def _disable(
    session: AsyncSession,
    ids: set[UUID],
    because: Literal["gone", "failing"],
    now: datetime | None,
) -> None:
    """And tell its owner."""
    found = await session.execute(
        _DISABLE,
        {"ids": sorted(ids), "because": because, "patience": PATIENCE, "now": now},
    )
    for row in found.all():
        publish(
            session,
            WebhookDisabled(
                object_id=row.id,
                actor_id=None,
                told_to=[row.account_id],
                name=row.name,
                change=because,
            ),
        )
