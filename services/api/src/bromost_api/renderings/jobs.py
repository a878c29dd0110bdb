"""Who makes the files of reports, and what becomes of those that nobody needs."""

from datetime import UTC, datetime
from uuid import UUID

from bromost_common.db import SessionMaker
from bromost_common.jobs import Job, Jobs

from .models import RenderingState
from .repository import PER_BATCH, RenderingJobRepository
from .service import RENDER, enqueue
from .work import RenderingWorker


def register(jobs: Jobs, origin: str) -> None:
    """Files name the pages of the installation at `origin`."""

    async def render(job: Job) -> None:
        await RenderingWorker(job.sessions, _id(job), origin).run()

    jobs.job(RENDER, gave_up=_give_up)(render)
    jobs.cron("renderings.resume", "* * * * *")(resume)
    jobs.cron("renderings.forget", "27 * * * *")(forget)


async def resume(sessions: SessionMaker) -> None:
    """Jobs can be lost; the files know that they are still to be made."""
    async with sessions.begin() as session:
        for rendering_id in await RenderingJobRepository(session).unfinished():
            await enqueue(session, rendering_id)


async def forget(sessions: SessionMaker) -> None:
    """Take away what was kept as long as was told."""
    gone = PER_BATCH
    while gone == PER_BATCH:
        async with sessions.begin() as session:
            gone = await RenderingJobRepository(session).forget(datetime.now(UTC))


async def _give_up(job: Job) -> None:
    async with job.sessions.begin() as session:
        await RenderingJobRepository(session).note(
            _id(job), state=RenderingState.FAILED, failure="job_failed"
        )


def _id(job: Job) -> UUID:
    return UUID(job.payload["rendering_id"])
