from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.contracts.reports import ReportMentioned
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    invalid,
)
from bromost_common.outbox import publish
from bromost_indicators.indicators.presenting import person
from bromost_indicators.report_sections.repository import SectionRepository
from bromost_indicators.report_sections.service import ReportClosedError
from bromost_indicators.reporting_requirements.repository import people_reaching
from bromost_indicators.reports.authority import Authority, reads_comments
from bromost_indicators.reports.models import Report
from bromost_indicators.reports.repository import ReportRepository
from bromost_indicators.reports.service import ReportService
from bromost_indicators.reports.telling import facts

from .models import ReportComment
from .repository import CommentRepository
from .schemas import (
    MAX_COMMENTS,
    ReportCommentCreate,
    ReportCommentOut,
    ReportComments,
    ReportCommentState,
)


class TooManyCommentsError(ConflictError):
    """As much was said of the report as is kept."""

    code = "too_many_comments"


class CommentWithdrawnError(ConflictError):
    """It says nothing any more."""

    code = "comment_withdrawn"


class CommentService:
    """What people say of reports. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._comments = CommentRepository(session)
        self._reports = ReportRepository(session)
        self._service = ReportService(session)
        self._sections = SectionRepository(session)
        self._authority = Authority(session)

    async def all(self, report_id: UUID, *, actor: Actor) -> ReportComments:
        report = await self._seen(report_id, actor)
        found = await self._comments.all(report_id)
        may = await self._authority.may(report, "result.write", actor)
        return ReportComments(
            comments=await self._told(found, actor),
            may_comment=may and report.status != "accepted",
            may_settle=may,
        )

    async def add(
        self, report_id: UUID, wanted: ReportCommentCreate, *, actor: Actor
    ) -> ReportCommentOut:
        """One after another within a report, and none once it was accepted."""
        report = await self._writable(report_id, actor)
        if not await self._reports.refresh(report):
            raise NotFoundError("There is no such report.")
        if report.status == "accepted":
            raise ReportClosedError("It is accepted.")
        sections, _ = await self._sections.template(report.id)
        if wanted.section not in {one["section"] for one in sections}:
            raise invalid(
                "body",
                "section",
                code="unknown_section",
                message="The report has no such section.",
            )
        if await self._comments.count(report_id) >= MAX_COMMENTS:
            raise TooManyCommentsError(f"At most {MAX_COMMENTS} comments.")
        await self._refuse_mentions(report, wanted.mentions)
        comment = ReportComment(
            report_id=report_id,
            section=wanted.section,
            words=wanted.text,
            mentions=sorted(set(wanted.mentions)),
            written_by=actor.account_id,
        )
        await self._comments.keep(comment)
        await self._tell(report, comment, actor)
        return (await self._told([comment], actor))[0]

    async def settle(
        self,
        report_id: UUID,
        comment_id: UUID,
        wanted: ReportCommentState,
        *,
        actor: Actor,
    ) -> ReportCommentOut:
        comment = await self._held(report_id, comment_id, actor)
        if comment.withdrawn_at is not None:
            raise CommentWithdrawnError("It was withdrawn.")
        if wanted.resolved != (comment.resolved_at is not None):
            comment.resolved_at = datetime.now(UTC) if wanted.resolved else None
            comment.resolved_by = actor.account_id if wanted.resolved else None
            await self._comments.keep(comment)
        return (await self._told([comment], actor))[0]

    async def withdraw(
        self, report_id: UUID, comment_id: UUID, *, actor: Actor
    ) -> None:
        """One's own, whose words go; that something was said there stays."""
        comment = await self._held(report_id, comment_id, actor)
        if comment.written_by != actor.account_id:
            raise PermissionDeniedError("It is somebody else's.")
        if comment.withdrawn_at is None:
            comment.words, comment.withdrawn_at = None, datetime.now(UTC)
            await self._comments.keep(comment)

    async def _refuse_mentions(self, report: Report, mentions: Sequence[UUID]) -> None:
        if not mentions:
            return
        there = await people_reaching(
            self._session,
            report.programme_id,
            report.project_id,
            None if report.project_id else report.organisation_id,
        )
        for one in mentions:
            _, roles = there.get(one, ("", frozenset()))
            if not reads_comments(roles):
                raise invalid(
                    "body",
                    "mentions",
                    code="may_not_read",
                    message="Somebody among them may not read comments here.",
                )

    async def _tell(self, report: Report, comment: ReportComment, actor: Actor) -> None:
        told = [one for one in comment.mentions if one != actor.account_id]
        if told:
            # Which day it is makes no difference to what it is called.
            shown = await self._service.shown(report, report.due_on, actor)
            event = ReportMentioned(**facts(shown, actor), told_to=told)
            publish(self._session, event)

    async def _told(
        self, comments: Sequence[ReportComment], actor: Actor
    ) -> list[ReportCommentOut]:
        people: set[UUID] = set()
        for one in comments:
            people |= {one.written_by, *one.mentions}
            people |= {one.resolved_by} if one.resolved_by else set()
        names = await self._comments.names(people)
        return [
            ReportCommentOut.model_validate(
                {
                    "id": one.id,
                    "section": one.section,
                    "text": one.words,
                    "mentions": [
                        person(who, names[who]) for who in one.mentions if who in names
                    ],
                    "written_by": person(one.written_by, names.get(one.written_by)),
                    "created_at": one.created_at,
                    "withdrawn_at": one.withdrawn_at,
                    "resolved_at": one.resolved_at,
                    "resolved_by": person(
                        one.resolved_by,
                        names.get(one.resolved_by) if one.resolved_by else None,
                    ),
                    "is_mine": one.written_by == actor.account_id,
                }
            )
            for one in comments
        ]

    async def _held(
        self, report_id: UUID, comment_id: UUID, actor: Actor
    ) -> ReportComment:
        await self._writable(report_id, actor)
        comment = await self._comments.held(report_id, comment_id)
        if comment is None:
            raise NotFoundError("There is no such comment.")
        return comment

    async def _writable(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._seen(report_id, actor)
        await self._authority.require(report, "result.write", actor)
        return report

    async def _seen(self, report_id: UUID, actor: Actor) -> Report:
        report = await self._comments.report(report_id, visible_to=actor)
        if report is None:
            raise NotFoundError("There is no such report.")
        return report
