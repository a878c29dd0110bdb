import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError

from .documents import DOCUMENT, NO_NEWS, PublicDocument, PublicReport, differences
from .drafting import Draft
from .drafts import PUBLISH, Drafts
from .models import Publication
from .reports import choices, chosen, to_leave_out
from .repository import PublicationRepository
from .schemas import (
    PublicationIn,
    PublicationOut,
    PublicVersion,
    Published,
    ReportPublicationIn,
)

__all__ = ["PUBLISH", "PublicationService"]


class DraftChangedError(ConflictError):
    """What is to be published is no longer what was looked at."""

    code = "draft_changed"


class FiguresPendingError(ConflictError):
    """Figures are being worked out; what would be published is of before."""

    code = "figures_pending"


class ReportNotAcceptedError(ConflictError):
    """What the report says was accepted by nobody, or is being mended."""

    code = "report_not_accepted"


class OwnerNotPublicError(ConflictError):
    """The page that the report would be one beside is not public."""

    code = "owner_not_public"


class PublicationService:
    """Makes programmes, projects and reports public, and takes them away again."""

    def __init__(self, session: AsyncSession) -> None:
        self._publications = PublicationRepository(session)
        self._drafts = Drafts(session)

    async def get(
        self, what: Published, object_id: UUID, *, actor: Actor
    ) -> PublicationOut:
        if what is Published.REPORT:
            await self._drafts.require(what, object_id, actor)
        draft = await self._drafts.of(what, object_id, actor)
        public = await self._publications.public(what, object_id)
        return _out(what, draft, public)

    async def draft(
        self,
        what: Published,
        object_id: UUID,
        sections: Sequence[str] | None = None,
        *,
        actor: Actor,
    ) -> PublicDocument:
        """What would be public, for who may make it so; `sections` as `publish`."""
        await self._drafts.require(what, object_id, actor)
        draft = await self._drafts.of(what, object_id, actor)
        public = await self._publications.public(what, object_id)
        return chosen(draft, to_leave_out(draft, _document(public), sections)).document

    async def publish(
        self,
        what: Published,
        object_id: UUID,
        wanted: PublicationIn,
        *,
        actor: Actor,
    ) -> PublicationOut:
        """Make the draft that is named so public; the same again changes nothing."""
        await self._drafts.require(what, object_id, actor)
        await self._hold(what, object_id)
        draft = await self._drafts.of(what, object_id, actor)
        if _name_of(draft) != wanted.draft:
            raise DraftChangedError("The draft has changed: look at it again.")
        await self._refuse_too_early(what, draft)
        public = await self._publications.public(what, object_id)
        asked = wanted.sections if isinstance(wanted, ReportPublicationIn) else None
        left_out = to_leave_out(draft, _document(public), asked)
        kept = chosen(draft, left_out)
        before = _document(public)
        if before is None or differences(before, kept.document):
            public = await self._add(what, kept, public, actor)
        return _out(what, draft, public)

    async def unpublish(
        self, what: Published, object_id: UUID, *, actor: Actor
    ) -> None:
        """Nobody reads it any more, at once; what was public stays on record.

        Nor is any report of it read, which were pages beside it.
        """
        await self._drafts.require(what, object_id, actor)
        await self._publications.hold(object_id)
        public = await self._publications.public(what, object_id)
        if public is None:
            raise NotFoundError("It is not public.")
        by = actor.account_id
        await self._publications.end(public.id, account_id=by)
        if what is not Published.REPORT:
            await self._publications.end_reports(what, object_id, account_id=by)

    async def _hold(self, what: Published, object_id: UUID) -> None:
        """Against others who publish it, or take away what it is a page beside."""
        _, owner = await self._drafts.owner(what, object_id)
        await self._publications.hold(owner)
        if owner != object_id:
            await self._publications.hold(object_id)

    async def _refuse_too_early(self, what: Published, draft: Draft) -> None:
        if draft.pending:
            raise FiguresPendingError("Figures are being worked out: try again soon.")
        if what is not Published.REPORT:
            return
        if not draft.is_accepted:
            raise ReportNotAcceptedError("Only an accepted report can be published.")
        owner = await self._drafts.owner(what, draft.document.id)
        if await self._publications.public(*owner) is None:
            raise OwnerNotPublicError("What the report is of is not public yet.")

    async def _add(
        self, what: Published, draft: Draft, before: Publication | None, actor: Actor
    ) -> Publication:
        now = datetime.now(UTC)
        if before is not None:
            await self._publications.end(before.id, account_id=actor.account_id)
        document = draft.document
        themes = [] if isinstance(document, PublicReport) else document.themes
        added = Publication(
            id=new_id(),
            programme_id=draft.programme_id,
            project_id=draft.project_id,
            report_id=draft.report_id,
            number=await self._publications.next_number(what, document.id),
            document=document.model_dump(mode="json"),
            countries=draft.countries,
            themes=[one.model_dump() for one in themes],
            public_since=before.public_since if before else now,
            published_at=now,
            published_by=actor.account_id,
        )
        await self._publications.add(added)
        return added


def _out(what: Published, draft: Draft, public: Publication | None) -> PublicationOut:
    before = _document(public)
    left_out = to_leave_out(draft, before, None)
    now = chosen(draft, left_out).document
    return PublicationOut(
        object_type=what.value,
        object_id=draft.document.id,
        public=public and PublicVersion.model_validate(public, from_attributes=True),
        changed=differences(before, now) if before else [],
        draft=_name_of(draft),
        sections=choices(draft, left_out),
        figures=draft.figures,
        figures_pending=draft.pending,
    )


def _document(public: Publication | None) -> PublicDocument | None:
    return DOCUMENT.validate_python(public.document) if public else None


def _name_of(draft: Draft) -> str:
    """The same for the same content; the day of the figures is no content."""
    content = draft.document.model_dump_json(exclude=NO_NEWS)
    return hashlib.sha256(content.encode()).hexdigest()[:56]
