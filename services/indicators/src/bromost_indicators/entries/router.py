from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag
from bromost_indicators.indicators.schemas import PeriodOut

from .recording import RecordingService
from .schemas import (
    EntriesCreate,
    EntriesOut,
    EntryCreate,
    EntryDetail,
    StepOut,
    StepsCreate,
    StepsOut,
)
from .service import EntryService
from .steps import StepService

router = APIRouter(tags=["entries"])


async def _service(session: Session) -> EntryService:
    return EntryService(session)


Entries = Annotated[EntryService, Depends(_service)]


@router.post(
    "/periods/{period_id}/entries",
    summary="Record a period's value",
    status_code=status.HTTP_201_CREATED,
)
async def record_entry(
    *,
    entries: Entries,
    actor: Annotated[Actor, Depends(requires("entry.write"))],
    period_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: EntryCreate,
) -> PeriodOut:
    """`If-Match` is the period's version: nobody overwrites what they have not seen."""
    period = await entries.record(period_id, body, version, actor=actor)
    set_etag(response, period)
    return period


@router.get(
    "/periods/{period_id}/entries",
    summary="What was recorded for a period, newest first",
)
async def list_entries(
    entries: Entries,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    period_id: UUID,
    page: PageQuery,
) -> Page[EntryDetail]:
    return await entries.history(period_id, page, actor=actor)


@router.post(
    "/projects/{project_id}/entries",
    summary="Record many values at once, each on its own",
)
async def record_entries(
    session: Session,
    actor: Annotated[Actor, Depends(requires("entry.write"))],
    project_id: UUID,
    body: EntriesCreate,
) -> EntriesOut:
    """Sent once more after no answer, what is there already is `unchanged`."""
    return await RecordingService(session).record(project_id, body, actor=actor)


@router.post("/entry-steps", summary="Hand in, return, verify or accept entries")
async def step_entries(
    session: Session,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    body: StepsCreate,
) -> StepsOut:
    """Handing in is for who records, the rest for who reviews; each on its own."""
    return await StepService(session).take(body, actor=actor)


@router.get("/entries/{entry_id}/steps", summary="How an entry got to where it is")
async def list_entry_steps(
    entries: Entries,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    entry_id: UUID,
    page: PageQuery,
) -> Page[StepOut]:
    return await entries.steps(entry_id, page, actor=actor)
