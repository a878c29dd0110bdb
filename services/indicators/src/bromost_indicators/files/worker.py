"""Looks after files while nobody waits for them."""

from bromost_common.db import SessionMaker
from bromost_common.files.intake import Intake
from bromost_common.jobs import Jobs

from .repository import KEEPER


def register(jobs: Jobs, intake: Intake) -> None:
    @jobs.cron("files.forget_unused", "41 * * * *")
    async def _forget(sessions: SessionMaker) -> None:
        await KEEPER.forget_unused(sessions)

    @jobs.cron("files.scan", "* * * * *")
    async def _scan(sessions: SessionMaker) -> None:
        await KEEPER.scan_waiting(sessions, intake)
