from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Response, UploadFile

from bromost_common.audit import Reason, note_export
from bromost_common.auth import Actor
from bromost_common.languages import Language
from bromost_common.limits import EXPORT, SHEET
from bromost_common.web.auth import requires
from bromost_common.web.files import SHEET_ANSWER, attached_sheet
from bromost_common.web.limits import limited
from bromost_common.web.session import Session

from .schemas import SheetFormat, ValueSheetOut
from .service import ValueSheetService, Wanted

router = APIRouter(prefix="/projects/{project_id}/value-sheet", tags=["entries"])


async def _service(session: Session) -> ValueSheetService:
    return ValueSheetService(session)


Sheets = Annotated[ValueSheetService, Depends(_service)]
Recorder = Annotated[Actor, Depends(requires("entry.write"))]


async def _wanted(
    file: UploadFile,
    language: Annotated[
        Language, Form(description="Of what is told of the file.")
    ] = "en",
    reason: Annotated[
        Reason | None, Form(description="Why accepted values change.")
    ] = None,
) -> Wanted:
    return Wanted(await file.read(), language, reason)


Filled = Annotated[Wanted, Depends(_wanted)]


@router.get(
    "",
    dependencies=[limited(EXPORT, by="account")],
    summary="A project's values as a workbook or text file, to fill in",
    response_class=Response,
    responses=SHEET_ANSWER,
)
async def download_value_sheet(
    *,
    session: Session,
    sheets: Sheets,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    project_id: UUID,
    format: Annotated[SheetFormat, Query()] = "xlsx",  # noqa: A002  # what a file has
    language: Annotated[Language, Query()] = "en",
    every_place: Annotated[
        bool, Query(description="Rows for places of which nothing is said yet.")
    ] = False,
) -> Response:
    data, name, rows = await sheets.download(
        project_id, format, language, every_place=every_place, actor=actor
    )
    note_export(session, rows)
    return attached_sheet(data, name, format)


@router.post(
    "/trial",
    dependencies=[limited(SHEET, by="account")],
    summary="What would become of each value of a filled sheet",
)
async def try_value_sheet(
    sheets: Sheets,
    actor: Recorder,
    project_id: UUID,
    wanted: Filled,
) -> ValueSheetOut:
    return await sheets.trial(project_id, wanted, actor=actor)


@router.post(
    "/batches",
    dependencies=[limited(SHEET, by="account")],
    summary="Store a part of a filled sheet as drafts",
)
async def save_value_sheet(
    *,
    sheets: Sheets,
    actor: Recorder,
    project_id: UUID,
    wanted: Filled,
    batch: Annotated[int, Form(ge=0, description="Counted from 0.")] = 0,
) -> ValueSheetOut:
    """Each part whole or not at all; sent once more, what is there is `unchanged`."""
    return await sheets.save(project_id, wanted, batch, actor=actor)


@router.post(
    "/marked",
    dependencies=[limited(SHEET, by="account")],
    summary="The same file with what is wrong in it marked",
    response_class=Response,
    responses=SHEET_ANSWER,
)
async def mark_value_sheet(
    *,
    session: Session,
    sheets: Sheets,
    actor: Recorder,
    project_id: UUID,
    wanted: Filled,
) -> Response:
    data, kind, marks = await sheets.marked(project_id, wanted, actor=actor)
    note_export(session, marks)
    return attached_sheet(data, f"values-marked.{kind}", kind)
