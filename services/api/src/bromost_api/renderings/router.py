from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_common.auth import Actor
from bromost_common.limits import DOCUMENT, DOWNLOAD, EXPORT
from bromost_common.web.auth import requires
from bromost_common.web.files import attached
from bromost_common.web.limits import limited
from bromost_common.web.session import Session

from .book import Book
from .schemas import PageWish, RenderingCreate, RenderingOut
from .service import RenderingService

router = APIRouter(prefix="/renderings", tags=["reports"])

Reader = Annotated[Actor, Depends(requires("report.read"))]
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}}
}


async def _service(request: Request, session: Session) -> RenderingService:
    return RenderingService(session, request.app.state.settings.public_url)


Renderings = Annotated[RenderingService, Depends(_service)]


@router.post(
    "",
    summary="Have a report made into a file",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=[limited(EXPORT, by="account")],
)
async def ask_for_rendering(
    renderings: Renderings, actor: Reader, body: RenderingCreate
) -> RenderingOut:
    """PDF (tagged, PDF/UA-1), Word document or workbook; kept for seven days.

    The file is for who asked, while they see every project in it. At most twenty of one
    person are kept at a time.
    """
    return await renderings.ask(body, actor=actor)


@router.post(
    "/page",
    summary="A report as a page",
    dependencies=[limited(DOCUMENT, by="account")],
)
async def show_document(renderings: Renderings, actor: Reader, body: PageWish) -> Book:
    """What the files of the same report hold, part by part; nothing is kept of it."""
    return await renderings.page(body, actor=actor)


@router.get("", summary="One's own files of reports, the newest first")
async def list_renderings(renderings: Renderings, actor: Reader) -> list[RenderingOut]:
    return list(await renderings.all(actor=actor))


@router.get("/{rendering_id}", summary="How far the making of a file has come")
async def get_rendering(
    renderings: Renderings, actor: Reader, rendering_id: UUID
) -> RenderingOut:
    return await renderings.get(rendering_id, actor=actor)


@router.get(
    "/{rendering_id}/content",
    dependencies=[limited(DOWNLOAD, by="account")],
    summary="The file of a report",
    response_class=Response,
    responses=_CONTENT,
)
async def download_rendering(
    renderings: Renderings, actor: Reader, rendering_id: UUID
) -> Response:
    found, stream = await renderings.read(rendering_id, actor=actor)
    assert found.size is not None
    assert found.sha256 is not None
    return attached(
        stream,
        name=found.file_name,
        size=found.size,
        sha256=bytes.fromhex(found.sha256),
    )


@router.delete(
    "/{rendering_id}",
    summary="Take a file away",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_rendering(
    renderings: Renderings, actor: Reader, rendering_id: UUID
) -> None:
    await renderings.remove(rendering_id, actor=actor)
