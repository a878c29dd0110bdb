from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, UploadFile, status

from bromost_common.audit import note_export
from bromost_common.limits import DOWNLOAD, OPEN_CONTRIBUTION, UPLOAD, Limit
from bromost_common.web.files import attached
from bromost_common.web.limits import RateLimits, limited
from bromost_common.web.session import Session, on_task
from bromost_common.web.versions import ExpectedVersion, set_etag
from bromost_indicators.files.schemas import FileOut
from bromost_indicators.value_checks.schemas import CheckConfirmationCreate

from .files import AnswerFileService
from .rules import TASK
from .schemas import (
    AnswerIn,
    AskedForm,
    AskedRow,
    ContributionHandedIn,
    ContributionToken,
)
from .service import AnsweringService
from .session import Contributor, set_cookie

# As others' files: too large to be remembered, and there once by its content.
UPLOADS_BY_LINK = "/v1/contribution/files"
router = APIRouter(prefix="/contribution", tags=["contribution by link"])


async def _service(session: Session) -> AnsweringService:
    return AnsweringService(session)


Answers = Annotated[AnsweringService, Depends(_service)]


async def _file_service(request: Request, session: Session) -> AnswerFileService:
    return AnswerFileService(session, request.app.state.intake)


Files = Annotated[AnswerFileService, Depends(_file_service)]


def _one_more(limit: Limit) -> Callable[..., Awaitable[None]]:
    async def take(actor: Contributor, limits: RateLimits) -> None:
        await limits.take(limit, "account", str(actor.account_id))

    return take


@router.post(
    "/session",
    summary="Open what a link asks for",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[limited(OPEN_CONTRIBUTION, by="network"), on_task(TASK)],
)
async def open_contribution(
    answers: Answers, request: Request, response: Response, body: ContributionToken
) -> None:
    """Sets a cookie that is good for this alone, for two hours at most."""
    token, _ = await answers.open(body.token.get_secret_value())
    set_cookie(request, response, token)


@router.delete("/session", summary="Close it", status_code=status.HTTP_204_NO_CONTENT)
async def close_contribution(
    answers: Answers, actor: Contributor, request: Request, response: Response
) -> None:
    await answers.end(actor=actor)
    set_cookie(request, response, "")


@router.get("", summary="What is asked for, and what was told so far")
async def get_contribution(answers: Answers, actor: Contributor) -> AskedForm:
    return await answers.shown(actor=actor)


@router.put("/rows/{period_id}", summary="Say something of one row, as a draft")
async def save_answer(
    *,
    answers: Answers,
    actor: Contributor,
    period_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: AnswerIn,
) -> AskedRow:
    row = await answers.save(period_id, body, version, actor=actor)
    set_etag(response, row)
    return row


@router.post(
    "/rows/{period_id}/check-confirmations",
    summary="Say that a remarkable answer is right",
    status_code=status.HTTP_201_CREATED,
)
async def confirm_answer(
    answers: Answers,
    actor: Contributor,
    period_id: UUID,
    body: CheckConfirmationCreate,
) -> AskedRow:
    return await answers.confirm(period_id, body, actor=actor)


@router.post(
    "/files",
    dependencies=[Depends(_one_more(UPLOAD))],
    summary="Hand in a file for an answer to stand on",
    status_code=status.HTTP_201_CREATED,
)
async def hand_in_file(files: Files, actor: Contributor, file: UploadFile) -> FileOut:
    """Taken as those of people who are signed in: by kind, content and size.

    Name it as `file_id` of an answer's evidence within a day, or it goes again.
    """
    return await files.take(file.filename, file.file, actor=actor)


@router.get(
    "/files/{file_id}/content",
    dependencies=[Depends(_one_more(DOWNLOAD))],
    summary="A file to take back",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
async def download_own_file(
    session: Session, files: Files, actor: Contributor, file_id: UUID
) -> Response:
    file, stream = await files.read(file_id, actor=actor)
    note_export(session, 1)
    return attached(stream, name=file.name, size=file.size, sha256=file.sha256)


@router.post("/submission", summary="Hand in what was filled in")
async def hand_in_contribution(
    answers: Answers, actor: Contributor
) -> ContributionHandedIn:
    return await answers.hand_in(actor=actor)
