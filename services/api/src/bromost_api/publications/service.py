import hashlib
from datetime import UTC, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.programmes.service import ProgrammeService
from bromost_api.projects.service import ProjectService
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.visibility import PROGRAMMES, PROJECTS

from .documents import NO_NEWS, PublicDocument, differences
from .drafting import Draft, programme_draft, project_draft
from .models import Publication
from .repository import PublicationRepository
from .schemas import PublicationOut, PublicVersion, Published

# Who looks after the programme decides what everybody reads of it and its projects.
PUBLISH = "programme.write"
_DOCUMENT: TypeAdapter[PublicDocument] = TypeAdapter(PublicDocument)


class DraftChangedError(ConflictError):
    """What is to be published is no longer what was looked at."""

    code = "draft_changed"


class FiguresPendingError(ConflictError):
    """Figures are being worked out; what would be published is of before."""

    code = "figures_pending"


class PublicationService:
    """Makes programmes and projects public, and takes them away again."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._publications = PublicationRepository(session)

    async def get(
        self, what: Published, object_id: UUID, *, actor: Actor
    ) -> PublicationOut:
        draft = await self._draft(what, object_id, actor)
        public = await self._publications.public(what, object_id)
        return _out(what, object_id, draft, public)

    async def draft(
        self, what: Published, object_id: UUID, *, actor: Actor
    ) -> PublicDocument:
        """What would be public, for who may make it so."""
        await self._require(what, object_id, actor)
        return (await self._draft(what, object_id, actor)).document

    async def publish(
        self, what: Published, object_id: UUID, named: str, *, actor: Actor
    ) -> PublicationOut:
        """Make the draft `named` so public; the same again changes nothing."""
        await self._require(what, object_id, actor)
        await self._publications.hold(object_id)
        draft = await self._draft(what, object_id, actor)
        if _name_of(draft) != named:
            raise DraftChangedError("The draft has changed: look at it again.")
        if draft.pending:
            raise FiguresPendingError("Figures are being worked out: try again soon.")
        public = await self._publications.public(what, object_id)
        if public is None or differences(_document(public), draft.document):
            public = await self._add(what, object_id, draft, public, actor)
        return _out(what, object_id, draft, public)

    async def unpublish(
        self, what: Published, object_id: UUID, *, actor: Actor
    ) -> None:
        """Nobody reads it any more, at once; what was public stays on record."""
        await self._require(what, object_id, actor)
        await self._publications.hold(object_id)
        public = await self._publications.public(what, object_id)
        if public is None:
            raise NotFoundError("It is not public.")
        await self._publications.end(public.id, account_id=actor.account_id)

    async def _require(self, what: Published, object_id: UUID, actor: Actor) -> None:
        kind = PROJECTS if what is Published.PROJECT else PROGRAMMES
        await kind.require(self._session, actor, PUBLISH, object_id)

    async def _draft(self, what: Published, object_id: UUID, actor: Actor) -> Draft:
        if what is Published.PROJECT:
            project = await ProjectService(self._session).get(object_id, actor=actor)
            return project_draft(project, await self._publications.results(object_id))
        programme = await ProgrammeService(self._session).get(object_id, actor=actor)
        return programme_draft(programme, await self._publications.results(object_id))

    async def _add(
        self,
        what: Published,
        object_id: UUID,
        draft: Draft,
        before: Publication | None,
        actor: Actor,
    ) -> Publication:
        now = datetime.now(UTC)
        if before is not None:
            await self._publications.end(before.id, account_id=actor.account_id)
        added = Publication(
            id=new_id(),
            programme_id=draft.programme_id,
            project_id=object_id if what is Published.PROJECT else None,
            number=await self._publications.next_number(what, object_id),
            document=draft.document.model_dump(mode="json"),
            countries=draft.countries,
            themes=[one.model_dump() for one in draft.document.themes],
            public_since=before.public_since if before else now,
            published_at=now,
            published_by=actor.account_id,
        )
        await self._publications.add(added)
        return added


def _out(
    what: Published, object_id: UUID, draft: Draft, public: Publication | None
) -> PublicationOut:
    return PublicationOut(
        object_type=what,
        object_id=object_id,
        public=public and PublicVersion.model_validate(public, from_attributes=True),
        changed=differences(_document(public), draft.document) if public else [],
        draft=_name_of(draft),
        figures=draft.figures,
        figures_pending=draft.pending,
    )


def _document(public: Publication) -> PublicDocument:
    return _DOCUMENT.validate_python(public.document)


def _name_of(draft: Draft) -> str:
    """The same for the same content; the day of the figures is no content."""
    content = draft.document.model_dump_json(exclude=NO_NEWS)
    return hashlib.sha256(content.encode()).hexdigest()[:56]
