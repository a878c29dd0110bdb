"""Gives whoever joins a programme the reports that they owe."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .making import ReportMaking

log = structlog.get_logger(__name__)

POLL_SECONDS = 2.0
# A change may commit so long after the time that it bears.
MARGIN = timedelta(minutes=5)


async def make_all(sessions: SessionMaker, since: datetime | None = None) -> None:
    """Programme by programme, each a transaction: killed, it goes on where it was."""
    async with sessions.begin() as session:
        programmes = await ReportMaking(session).changed(since)
    for programme_id in programmes:
        async with sessions.begin() as session:
            making = ReportMaking(session)
            await making.wait(programme_id)
            await making.make(programme_id)


@dataclass
class ReportWorker:
    """Looks at what changed since its last look; at its first one, at everything."""

    sessions: SessionMaker
    _since: datetime | None = field(default=None, init=False)

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  # the loop must outlive all of them
                log.warning("reports_interrupted", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL_SECONDS)

    async def look(self) -> None:
        now = datetime.now(UTC)
        await make_all(self.sessions, self._since)
        self._since = now - MARGIN


def register(jobs: Jobs) -> None:
    """Every night all of them, whatever a look may have missed."""
    jobs.cron("reports.make", "41 0 * * *")(make_all)
