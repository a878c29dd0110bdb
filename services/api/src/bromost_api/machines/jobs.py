"""What is forgotten of programs, and when."""

from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .repository import MachineRepository


def register(jobs: Jobs) -> None:
    jobs.cron("machines.forget", "47 2 * * *")(forget)


async def forget(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await MachineRepository(session).forget_old_secrets()
