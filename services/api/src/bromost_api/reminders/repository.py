from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# One transaction's worth.
MOST_AT_ONCE = 500
DAYS_AHEAD = 14

# Two workers at once write each of them once: the key decides.
_EXPIRING_ROLES = text(
    """
    INSERT INTO api.reminder (kind, object_id, due_on)
    SELECT 'role_expiring', r.id, r.valid_to FROM api.role_assignment r
    JOIN api.account a ON a.id = r.account_id AND a.is_active
    WHERE r.valid_to BETWEEN current_date AND current_date + CAST(:ahead AS integer)
      AND r.valid_from <= current_date
      -- A role for some days was given with its end in sight.
      AND r.valid_to - r.valid_from > CAST(:ahead AS integer)
      AND NOT EXISTS (SELECT FROM api.reminder m WHERE m.kind = 'role_expiring'
        AND m.object_id = r.id AND m.due_on = r.valid_to)
    ORDER BY r.valid_to, r.id LIMIT :most
    ON CONFLICT DO NOTHING RETURNING object_id
    """
)
_EXPIRED_INVITATIONS = text(
    """
    INSERT INTO api.reminder (kind, object_id, due_on)
    SELECT 'invitation_expired', i.id, i.expires_at::date FROM api.invitation i
    JOIN api.account a ON a.id = i.invited_by AND a.is_active
    WHERE i.expires_at BETWEEN now() - interval '7 days' AND now()
      AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM api.reminder m WHERE m.kind = 'invitation_expired'
        AND m.object_id = i.id AND m.due_on = i.expires_at::date)
    ORDER BY i.expires_at, i.id LIMIT :most
    ON CONFLICT DO NOTHING RETURNING object_id
    """
)
_FORGET = text("DELETE FROM api.reminder WHERE due_on < current_date - 60")


class ReminderRepository:
    """Who has to be reminded, each of them once."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def expiring_roles(self) -> Sequence[UUID]:
        values = {"ahead": DAYS_AHEAD, "most": MOST_AT_ONCE}
        return (await self._session.scalars(_EXPIRING_ROLES, values)).all()

    async def expired_invitations(self) -> Sequence[UUID]:
        values = {"most": MOST_AT_ONCE}
        return (await self._session.scalars(_EXPIRED_INVITATIONS, values)).all()

    async def forget(self) -> None:
        await self._session.execute(_FORGET)
