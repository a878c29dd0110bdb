from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from bromost_common.auth import Actor
from bromost_common.dates import Instant
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .repository import Filters
from .schemas import AuditEvent, AuditEventItem, EventKind, Outcome, SealStatus
from .service import AuditService
from .sheet import as_csv

router = APIRouter(prefix="/audit", tags=["audit"])

Auditor = Annotated[Actor, Depends(requires("audit.read"))]
Word = Annotated[str | None, Query(max_length=100, pattern=r"^[a-z0-9_.]+$")]


async def _service(session: Session) -> AuditService:
    return AuditService(session)


Audit = Annotated[AuditService, Depends(_service)]


async def _filters(
    actor: Annotated[UUID | None, Query(description="Whose deeds.")] = None,
    action: Word = None,
    kind: EventKind | None = None,
    outcome: Outcome | None = None,
    object_type: Word = None,
    object_id: Annotated[UUID | None, Query(alias="object")] = None,
    request: Annotated[UUID | None, Query(description="An `X-Request-ID`.")] = None,
    since: Instant | None = None,
    until: Annotated[
        Instant | None, Query(description="Just before this instant.")
    ] = None,
) -> Filters:
    return Filters(
        actor, action, kind, outcome, object_type, object_id, request, since, until
    )


Wanted = Annotated[Filters, Depends(_filters)]


@router.get("/events", summary="What was done, refused or read, newest first")
async def list_audit_events(
    audit: Audit, actor: Auditor, page: PageQuery, filters: Wanted
) -> Page[AuditEventItem]:
    return await audit.page(page, filters, actor=actor)


@router.get(
    "/events.csv",
    summary="The newest 10,000 of these events for a spreadsheet",
    response_class=Response,
    responses={
        200: {
            "description": "UTF-8 with byte order mark, semicolons between cells.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
async def download_audit_events(
    audit: Audit, actor: Auditor, filters: Wanted
) -> Response:
    events = await audit.export(filters, actor=actor)
    return Response(
        as_csv(events),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="audit-{_today()}.csv"'},
    )


@router.get("/events/{position}", summary="A deed with what it changed")
async def get_audit_event(audit: Audit, actor: Auditor, position: int) -> AuditEvent:
    return await audit.get(position, actor=actor)


@router.get("/seals", summary="How far the log is sealed, and whether it is intact")
async def get_audit_seals(audit: Audit, _: Auditor) -> SealStatus:
    return await audit.seal_status()


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
