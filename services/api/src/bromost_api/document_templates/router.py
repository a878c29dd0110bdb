from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .kinds import Kind
from .schemas import DocumentTemplateOut, TemplateContents
from .service import DocumentTemplateService

router = APIRouter(
    prefix="/programmes/{programme_id}/document-templates/{kind}", tags=["reports"]
)

Reader = Annotated[Actor, Depends(requires("programme.read"))]
Writer = Annotated[Actor, Depends(requires("programme.write"))]
Version = Annotated[
    int | None,
    Query(ge=0, le=999_999, description="By default the newest."),
]


async def _service(session: Session) -> DocumentTemplateService:
    return DocumentTemplateService(session)


Templates = Annotated[DocumentTemplateService, Depends(_service)]


@router.get("", summary="How a programme lays out documents of a kind")
async def get_document_template(
    templates: Templates,
    actor: Reader,
    response: Response,
    programme_id: UUID,
    kind: Kind,
    version: Version = None,
) -> DocumentTemplateOut:
    found = await templates.get(programme_id, kind, version, actor=actor)
    set_etag(response, found)
    return found


@router.put("", summary="Lay down how documents of a kind look")
async def lay_down_document_template(
    templates: Templates,
    actor: Writer,
    expected: ExpectedVersion,
    response: Response,
    programme_id: UUID,
    kind: Kind,
    body: TemplateContents,
) -> DocumentTemplateOut:
    """Kept as a further version; what was made before names the one it was made by."""
    kept = await templates.lay_down(programme_id, kind, body, expected, actor=actor)
    set_etag(response, kept)
    return kept
