"""Reminds people of what is about to end, or has ended without anybody's doing."""

from bromost_api.invitations.news import tell_of_invitation
from bromost_api.invitations.repository import InvitationRepository
from bromost_api.roles.news import tell_of_role
from bromost_api.roles.repository import RoleRepository
from bromost_common.contracts.people import InvitationExpired, RoleExpiring
from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .repository import MOST_AT_ONCE, ReminderRepository


def register(jobs: Jobs) -> None:
    jobs.cron("reminders.due", "*/10 * * * *")(remind)


async def remind(sessions: SessionMaker) -> None:
    """A piece in a transaction, so that what was told and that it was told agree."""
    while await _roles(sessions) == MOST_AT_ONCE:
        pass
    while await _invitations(sessions) == MOST_AT_ONCE:
        pass
    async with sessions.begin() as session:
        await ReminderRepository(session).forget()


async def _roles(sessions: SessionMaker) -> int:
    async with sessions.begin() as session:
        due = await ReminderRepository(session).expiring_roles()
        for role in await RoleRepository(session).told(due):
            tell_of_role(session, RoleExpiring, role, actor_id=None)
    return len(due)


async def _invitations(sessions: SessionMaker) -> int:
    async with sessions.begin() as session:
        due = await ReminderRepository(session).expired_invitations()
        for sent in await InvitationRepository(session).sent(due):
            tell_of_invitation(session, InvitationExpired, sent, actor_id=None)
    return len(due)
