from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Response, UploadFile, status
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from bromost_common.auth import Actor
from bromost_common.limits import IMPORT
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.limits import limited
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .analysis.evaluate import Outcome
from .analysis.names import State
from .schemas import (
    CommitRequest,
    ImportListItem,
    ImportOut,
    ImportRowOut,
    ImportSettings,
    NameOut,
)
from .service import ImportService

router = APIRouter(prefix="/imports", tags=["imports"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Reader = Annotated[Actor, Depends(requires("import.read"))]
Writer = Annotated[Actor, Depends(requires("import.write"))]
Encoding = Literal["utf-8", "utf-16", "windows-1250", "windows-1252"]


async def _service(session: Session) -> ImportService:
    return ImportService(session)


Imports = Annotated[ImportService, Depends(_service)]


@router.post(
    "",
    summary="Upload a file to import",
    status_code=status.HTTP_201_CREATED,
    dependencies=[limited(IMPORT, by="account")],
)
async def upload_import(
    imports: Imports,
    actor: Writer,
    response: Response,
    file: UploadFile,
    encoding: Annotated[
        Encoding | None, Form(description="Of a CSV file; left out, it is found out.")
    ] = None,
) -> ImportOut:
    data = await file.read()
    made = await imports.upload(file.filename or "", data, encoding, actor=actor)
    set_etag(response, made)
    return made


@router.get("", summary="List imports, the newest first")
async def list_imports(
    imports: Imports, actor: Reader, page: PageQuery
) -> Page[ImportListItem]:
    return await imports.page(page, actor=actor)


@router.get("/{import_id}", summary="How far an import has come")
async def get_import(
    imports: Imports, actor: Reader, response: Response, import_id: UUID
) -> ImportOut:
    found = await imports.get(import_id, actor=actor)
    set_etag(response, found)
    return found


@router.put(
    "/{import_id}/mapping",
    summary="Say what the columns hold, and start the dry run",
    status_code=status.HTTP_202_ACCEPTED,
)
async def set_import_mapping(
    imports: Imports,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    import_id: UUID,
    body: ImportSettings,
) -> ImportOut:
    changed = await imports.set_mapping(import_id, body, version, actor=actor)
    set_etag(response, changed)
    return changed


@router.get("/{import_id}/rows", summary="What the dry run says of each row")
async def list_import_rows(
    imports: Imports,
    actor: Reader,
    page: PageQuery,
    import_id: UUID,
    outcome: Outcome | None = None,
) -> Page[ImportRowOut]:
    return await imports.rows(import_id, outcome, page, actor=actor)


@router.get("/{import_id}/names", summary="What partner and funder texts mean")
async def list_import_names(
    imports: Imports,
    actor: Reader,
    page: PageQuery,
    import_id: UUID,
    state: Annotated[list[State] | None, Query(max_length=7)] = None,
) -> Page[NameOut]:
    return await imports.names(import_id, state or (), page, actor=actor)


@router.post(
    "/{import_id}/commit",
    summary="Write the rows of the dry run into the registry",
    status_code=status.HTTP_202_ACCEPTED,
)
async def commit_import(
    imports: Imports,
    actor: Writer,
    version: ExpectedVersion,
    response: Response,
    import_id: UUID,
    body: CommitRequest,
) -> ImportOut:
    changed = await imports.commit_rows(import_id, body, version, actor=actor)
    set_etag(response, changed)
    return changed


@router.post(
    "/{import_id}/undo",
    summary="Take a committed import back, while nothing depends on it",
    status_code=status.HTTP_202_ACCEPTED,
)
async def undo_import(
    imports: Imports, actor: Writer, response: Response, import_id: UUID
) -> ImportOut:
    changed = await imports.undo(import_id, actor=actor)
    set_etag(response, changed)
    return changed


@router.post("/{import_id}/cancel", summary="Stop a running step, or give it up")
async def cancel_import(
    imports: Imports, actor: Writer, response: Response, import_id: UUID
) -> ImportOut:
    changed = await imports.cancel(import_id, actor=actor)
    set_etag(response, changed)
    return changed


@router.get(
    "/{import_id}/workbook",
    summary="The file with what became of each row, as XLSX",
    response_class=FileResponse,
    responses={200: {"content": {XLSX: {}}, "description": "A workbook."}},
)
async def download_import_workbook(
    imports: Imports, actor: Reader, import_id: UUID
) -> FileResponse:
    name, path = await imports.workbook(import_id, actor=actor)
    return FileResponse(
        path,
        media_type=XLSX,
        filename=name,
        background=BackgroundTask(path.unlink, missing_ok=True),
    )
