from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from bromost_common.auth import Actor
from bromost_common.dates import Instant
from bromost_common.paging import Page
from bromost_common.web.auth import CurrentActor, requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .repository import ReadFilters
from .schemas import OwnDataRead, PersonalReadItem
from .service import ReadsService

router = APIRouter(tags=["audit"])

Auditor = Annotated[Actor, Depends(requires("audit.read"))]


async def _service(session: Session) -> ReadsService:
    return ReadsService(session)


Reads = Annotated[ReadsService, Depends(_service)]


@router.get("/audit/reads", summary="Who saw personal data, newest first")
async def list_personal_reads(
    reads: Reads,
    actor: Auditor,
    page: PageQuery,
    reader: UUID | None = None,
    person: Annotated[UUID | None, Query(description="Whose data.")] = None,
    action: Annotated[
        str | None, Query(max_length=100, pattern=r"^[a-z0-9_.]+$")
    ] = None,
    since: Instant | None = None,
    until: Annotated[
        Instant | None, Query(description="Just before this instant.")
    ] = None,
) -> Page[PersonalReadItem]:
    filters = ReadFilters(reader, person, action, since, until)
    return await reads.page(page, filters, actor=actor)


@router.get("/account/reads", summary="Who has looked at one's own data, newest first")
async def list_reads_of_own_data(
    reads: Reads, actor: CurrentActor, page: PageQuery
) -> Page[OwnDataRead]:
    return await reads.own(page, actor=actor)
