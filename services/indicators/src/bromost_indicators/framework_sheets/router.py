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
from bromost_indicators.value_sheets.service import Wanted

from .schemas import FrameworkSheetOut, SheetFormat
from .service import FrameworkSheetService

router = APIRouter(prefix="/frameworks/{owner_id}/sheet", tags=["results"])


async def _service(session: Session) -> FrameworkSheetService:
    return FrameworkSheetService(session)


Sheets = Annotated[FrameworkSheetService, Depends(_service)]
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _wanted(
    file: UploadFile,
    language: Annotated[
        Language, Form(description="Of what is told of the file.")
    ] = "en",
    reason: Annotated[
        Reason | None, Form(description="Why baselines and targets change.")
    ] = None,
) -> Wanted:
    return Wanted(await file.read(), language, reason)


Filled = Annotated[Wanted, Depends(_wanted)]


@router.get(
    "",
    dependencies=[limited(EXPORT, by="account")],
    summary="A framework as a workbook or text file, to change and fill in",
    response_class=Response,
    responses=SHEET_ANSWER,
)
async def download_framework_sheet(
    *,
    session: Session,
    sheets: Sheets,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    owner_id: UUID,
    format: Annotated[SheetFormat, Query()] = "xlsx",  # noqa: A002  # what a file has
    language: Annotated[Language, Query()] = "en",
) -> Response:
    data, name, rows = await sheets.download(owner_id, format, language, actor=actor)
    note_export(session, rows)
    return attached_sheet(data, name, format)


@router.post(
    "/trial",
    dependencies=[limited(SHEET, by="account")],
    summary="What would become of each row of a filled sheet",
)
async def try_framework_sheet(
    sheets: Sheets, actor: Writer, owner_id: UUID, wanted: Filled
) -> FrameworkSheetOut:
    return await sheets.trial(owner_id, wanted, actor=actor)


@router.post(
    "",
    dependencies=[limited(SHEET, by="account")],
    summary="Store what fits of a filled sheet; what it has no row of stays",
)
async def save_framework_sheet(
    sheets: Sheets, actor: Writer, owner_id: UUID, wanted: Filled
) -> FrameworkSheetOut:
    """Each time whole or not at all; sent once more, what is there is `unchanged`."""
    return await sheets.store(owner_id, wanted, actor=actor)


@router.post(
    "/marked",
    dependencies=[limited(SHEET, by="account")],
    summary="The same file with what is wrong in it marked",
    response_class=Response,
    responses=SHEET_ANSWER,
)
async def mark_framework_sheet(
    *,
    session: Session,
    sheets: Sheets,
    actor: Writer,
    owner_id: UUID,
    wanted: Filled,
) -> Response:
    data, kind, marks = await sheets.marked(owner_id, wanted, actor=actor)
    note_export(session, marks)
    return attached_sheet(data, f"framework-marked.{kind}", kind)
