"""Tells who invited what became of it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.contracts.people import InvitationAccepted, InvitationExpired
from bromost_common.outbox import publish


class Sent(NamedTuple):
    """An invitation, as far as its sender is reminded of it."""

    id: UUID
    invited_by: UUID
    organisation: str | None


def tell_of_invitation(
    session: AsyncSession,
    kind: type[InvitationAccepted] | type[InvitationExpired],
    sent: Sent,
    *,
    actor_id: UUID | None,
) -> None:
    publish(
        session,
        kind(
            object_id=sent.id,
            actor_id=actor_id,
            told_to=[sent.invited_by],
            organisation=sent.organisation,
            change="somewhere" if sent.organisation else "everywhere",
        ),
    )
