"""Keeps figures up to date while the service runs, and checks them every night."""

import asyncio
import contextlib
import os
from dataclasses import dataclass

import structlog

from bromost_common.db import SessionMaker
from bromost_common.jobs import Jobs

from .auditing import audit
from .keeping import catch_up_with_all
from .recompute import in_processes

log = structlog.get_logger(__name__)

# Shorter than the second in which a value is to be seen in every figure above it.
POLL_SECONDS = 0.1
# Half of the machine: somebody may be working late.
AT_NIGHT = max(1, (os.cpu_count() or 1) // 2)


@dataclass
class FigureWorker:
    """Does what is marked; `sessions` act as the service's worker."""

    sessions: SessionMaker

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; what fails is tried again at the next look."""
        while not stop.is_set():
            try:
                await catch_up_with_all(self.sessions)
            except Exception as error:  # noqa: BLE001  # the loop must outlive all of them
                log.warning("figures_interrupted", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL_SECONDS)


def register(jobs: Jobs, url: str) -> None:
    """After midnight: what is over by then is told by every figure.

    In processes of their own, so that whoever is up is served meanwhile.
    """

    @jobs.cron("figures.audit", "23 0 * * *")
    async def _audit(sessions: SessionMaker) -> None:
        await audit(sessions, helpers=in_processes(AT_NIGHT, url))
