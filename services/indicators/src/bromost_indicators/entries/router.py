from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag
from bromost_indicators.indicators.schemas import EntryOut, PeriodOut

from .schemas import EntryCreate
from .service import EntryService

router = APIRouter(prefix="/periods/{period_id}/entries", tags=["entries"])


async def _service(session: Session) -> EntryService:
    return EntryService(session)


Entries = Annotated[EntryService, Depends(_service)]


@router.post("", summary="Record a period's value", status_code=status.HTTP_201_CREATED)
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


@router.get("", summary="What was recorded for a period, newest first")
async def list_entries(
    entries: Entries,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    period_id: UUID,
    page: PageQuery,
) -> Page[EntryOut]:
    return await entries.history(period_id, page, actor=actor)
