"""What a worker of the registry would do, in the test's own transaction."""

import json

from fastapi import FastAPI
from sqlalchemy import text

from bromost_api.worker import all_jobs
from bromost_common.jobs import Job

_NEXT = text(
    "DELETE FROM common.pgqueuer WHERE id = (SELECT min(id) FROM common.pgqueuer)"
    " RETURNING entrypoint, payload"
)


async def work_off(registry: FastAPI) -> None:
    """Do every job that waits, in their order, and what these leave to be done."""
    sessions = registry.state.sessions
    jobs = all_jobs(registry.state.settings)
    while True:
        async with sessions.begin() as session:
            row = (await session.execute(_NEXT)).one_or_none()
        if row is None:
            return
        await jobs.start(Job(row.entrypoint, json.loads(row.payload), sessions))
