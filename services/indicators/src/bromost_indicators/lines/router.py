from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Response, UploadFile

from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.languages import Language
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import LinesCreate, LinesOut, SheetOut
from .service import LineService
from .sheet import template

router = APIRouter(prefix="/frameworks", tags=["results"])
Reader = Annotated[Actor, Depends(requires("result.read"))]
Writer = Annotated[Actor, Depends(requires("result.write"))]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def _service(session: Session) -> LineService:
    return LineService(session)


Lines = Annotated[LineService, Depends(_service)]


@router.get(
    "/template",
    summary="An empty workbook for results and indicators",
    response_class=Response,
    responses={200: {"content": {_XLSX: {}}}},
)
async def download_framework_template(session: Session, actor: Reader) -> Response:
    del actor
    # Whatever leaves as a file leaves a trace, this one with nothing in it.
    note_export(session, 0)
    name = 'attachment; filename="framework.xlsx"'
    return Response(template(), media_type=_XLSX, headers={"Content-Disposition": name})


@router.post("/{owner_id}/lines", summary="Add many results and indicators at once")
async def add_lines(
    lines: Lines, actor: Writer, owner_id: UUID, body: LinesCreate
) -> LinesOut:
    return await lines.add(owner_id, body, actor=actor)


@router.post(
    "/{owner_id}/sheet", summary="Read a file of results and indicators, adding none"
)
async def read_framework_sheet(
    lines: Lines,
    actor: Writer,
    owner_id: UUID,
    file: UploadFile,
    language: Annotated[Language, Form(description="Of texts without one.")] = "en",
) -> SheetOut:
    return await lines.read(owner_id, await file.read(), language, actor=actor)
