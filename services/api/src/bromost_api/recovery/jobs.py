"""Finds out whose a forgotten password is, where nobody can watch the clock."""

from bromost_api.access import ACCESS
from bromost_common.db import SessionMaker
from bromost_common.jobs import Job, Jobs

from .service import LOOK_UP, RecoveryService


def register(jobs: Jobs) -> None:
    jobs.job(LOOK_UP)(look_up)
    jobs.cron("recovery.look_up", "* * * * *")(send_links)


async def look_up(job: Job) -> None:
    await send_links(job.sessions)


async def send_links(sessions: SessionMaker) -> None:
    async with sessions.begin() as session:
        await RecoveryService(session, ACCESS).send_links()
