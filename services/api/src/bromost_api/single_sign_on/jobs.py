"""What is forgotten of the ways to providers, and when."""

from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .repository import SingleSignOnRepository


def register(jobs: Jobs) -> None:
    jobs.cron("single_sign_on.forget", "17 * * * *")(forget)


async def forget(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await SingleSignOnRepository(session).forget_old_sign_ins()
