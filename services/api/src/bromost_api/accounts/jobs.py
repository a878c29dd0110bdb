"""What is forgotten of signing in, and when."""

from bromost_api.factors.repository import CeremonyRepository
from bromost_api.links.repository import OneTimeLinkRepository
from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .repository import AccountRepository


def register(jobs: Jobs) -> None:
    jobs.cron("accounts.forget", "41 2 * * *")(forget)


async def forget(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await AccountRepository(session).forget_old_traces()
        await CeremonyRepository(session).forget_expired()
        await OneTimeLinkRepository(session).forget_old()
