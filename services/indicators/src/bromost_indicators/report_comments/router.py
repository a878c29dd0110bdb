from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session

from .schemas import (
    ReportCommentCreate,
    ReportCommentOut,
    ReportComments,
    ReportCommentState,
)
from .service import CommentService

router = APIRouter(prefix="/reports/{report_id}/comments", tags=["reporting"])


async def _service(session: Session) -> CommentService:
    return CommentService(session)


Comments = Annotated[CommentService, Depends(_service)]
Writer = Annotated[Actor, Depends(requires("result.write"))]


@router.get("", summary="What people say of a report to one another")
async def list_report_comments(
    comments: Comments,
    actor: Annotated[Actor, Depends(requires("history.read"))],
    report_id: UUID,
) -> ReportComments:
    """For those who work on it: no accepted version and no rendering tells of it."""
    return await comments.all(report_id, actor=actor)


@router.post(
    "",
    summary="Say something of a section of a report",
    status_code=status.HTTP_201_CREATED,
)
async def add_report_comment(
    comments: Comments, actor: Writer, report_id: UUID, body: ReportCommentCreate
) -> ReportCommentOut:
    """Whoever is mentioned finds it in their inbox."""
    return await comments.add(report_id, body, actor=actor)


@router.put("/{comment_id}/state", summary="Settle a comment, or open it again")
async def settle_report_comment(
    comments: Comments,
    actor: Writer,
    report_id: UUID,
    comment_id: UUID,
    body: ReportCommentState,
) -> ReportCommentOut:
    return await comments.settle(report_id, comment_id, body, actor=actor)


@router.delete(
    "/{comment_id}",
    summary="Withdraw one's own comment",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def withdraw_report_comment(
    comments: Comments, actor: Writer, report_id: UUID, comment_id: UUID
) -> None:
    """Its words go; that somebody said something there stays."""
    await comments.withdraw(report_id, comment_id, actor=actor)
