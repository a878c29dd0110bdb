"""Which job does what for an import, and what becomes of one that fails."""

from uuid import UUID

from bromost_common.db import SessionMaker
from bromost_common.errors import DomainError
from bromost_common.jobs import Job, Jobs

from .models import ImportState
from .repository import ImportJobRepository
from .service import ANALYSE, COMMIT, JOBS, UNDO, enqueue
from .undoing import ImportHasDependentsError
from .work import ImportCancelled, ImportWorker

_FALL_BACK = {
    ImportState.ANALYSING: ImportState.FAILED,
    ImportState.COMMITTING: ImportState.ANALYSED,
    ImportState.UNDOING: ImportState.COMMITTED,
}
_CANCELLED_TO = {
    ImportState.ANALYSING: ImportState.CANCELLED,
    ImportState.COMMITTING: ImportState.ANALYSED,
}


def register(jobs: Jobs) -> None:
    jobs.job(ANALYSE, gave_up=_give_up)(_analyse)
    jobs.job(COMMIT, gave_up=_give_up)(_commit)
    jobs.job(UNDO, gave_up=_give_up)(_undo)
    jobs.cron("imports.resume", "* * * * *")(resume)


async def _analyse(job: Job) -> None:
    try:
        await ImportWorker(job.sessions, _id(job)).analyse()
    except ImportCancelled:
        await _fall_back(job, ImportState.ANALYSING, _CANCELLED_TO)


async def _commit(job: Job) -> None:
    try:
        await ImportWorker(job.sessions, _id(job)).commit_rows()
    except ImportCancelled:
        await _fall_back(job, ImportState.COMMITTING, _CANCELLED_TO)


async def _undo(job: Job) -> None:
    try:
        await ImportWorker(job.sessions, _id(job)).undo()
    except ImportHasDependentsError as error:
        await _fall_back(job, ImportState.UNDOING, _FALL_BACK, error)


async def resume(sessions: SessionMaker) -> None:
    """Jobs can be lost; the imports know what is still to be done."""
    async with sessions.begin() as session:
        for batch in await ImportJobRepository(session).unfinished():
            await enqueue(session, batch)


async def _give_up(job: Job) -> None:
    state = next(state for state, name in JOBS.items() if name == job.name)
    await _fall_back(job, state, _FALL_BACK, None, "job_failed")


async def _fall_back(
    job: Job,
    working: ImportState,
    to: dict[ImportState, ImportState],
    error: DomainError | None = None,
    code: str | None = None,
) -> None:
    failure = None
    if error is not None:
        failure = {"code": error.code, "message": error.detail}
    elif code is not None:
        failure = {"code": code, "message": "It failed several times in a row."}
    async with job.sessions.begin() as session:
        await ImportJobRepository(session).fall_back(
            _id(job), working, state=to[working], failure=failure
        )


def _id(job: Job) -> UUID:
    return UUID(job.payload["import_id"])
