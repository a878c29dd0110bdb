from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, UploadFile, status

from bromost_common.audit import Reason, note_export
from bromost_common.auth import Actor
from bromost_common.limits import DOWNLOAD, UPLOAD
from bromost_common.web.auth import requires
from bromost_common.web.files import attached
from bromost_common.web.limits import limited
from bromost_common.web.session import Session

from .schemas import FileOut
from .service import FileService

router = APIRouter(tags=["files"])
# What is sent once more is there once by its content, and too large to be remembered.
UPLOADS = "/v1/projects/{project_id}/files"
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}}
}


async def _service(request: Request, session: Session) -> FileService:
    return FileService(session, request.app.state.intake)


Files = Annotated[FileService, Depends(_service)]


@router.post(
    "/projects/{project_id}/files",
    dependencies=[limited(UPLOAD, by="account")],
    summary="Hand in a file for a value to stand on",
    status_code=status.HTTP_201_CREATED,
)
async def upload_file(
    files: Files,
    actor: Annotated[Actor, Depends(requires("entry.write"))],
    project_id: UUID,
    file: UploadFile,
) -> FileOut:
    """PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or TXT, also by its content.

    Name it as `file_id` of a value's evidence within a day, or it goes again. Pictures
    are made anew, without what else they tell, such as where they were taken.
    """
    return await files.take(project_id, file.filename, file.file, actor=actor)


@router.get(
    "/files/{file_id}/content",
    dependencies=[limited(DOWNLOAD, by="account")],
    summary="A file to take away",
    response_class=Response,
    responses=_CONTENT,
)
async def download_file(
    session: Session,
    files: Files,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    file_id: UUID,
) -> Response:
    file, stream = await files.read(file_id, actor=actor)
    note_export(session, 1)
    return attached(stream, name=file.name, size=file.size, sha256=file.sha256)


@router.delete(
    "/files/{file_id}",
    summary="Take a file away",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_file(
    files: Files,
    actor: Annotated[Actor, Depends(requires("entry.write"))],
    file_id: UUID,
    reason: Annotated[
        Reason | None, Query(description="Needed once a value on it was handed in.")
    ] = None,
) -> None:
    await files.remove(file_id, reason, actor=actor)
