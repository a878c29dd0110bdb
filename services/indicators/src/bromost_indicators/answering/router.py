from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from bromost_common.limits import OPEN_CONTRIBUTION
from bromost_common.web.limits import limited
from bromost_common.web.session import Session, on_task
from bromost_common.web.versions import ExpectedVersion, set_etag

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

router = APIRouter(prefix="/contribution", tags=["contribution by link"])


async def _service(session: Session) -> AnsweringService:
    return AnsweringService(session)


Answers = Annotated[AnsweringService, Depends(_service)]


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


@router.post("/submission", summary="Hand in what was filled in")
async def hand_in_contribution(
    answers: Answers, actor: Contributor
) -> ContributionHandedIn:
    return await answers.hand_in(actor=actor)
