from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.document_templates.service import check_contents
from bromost_api.reports.schemas import AnnualReport
from bromost_api.reports.service import Asked, ReportService
from bromost_common.audit import note_export
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    FieldError,
    InvalidError,
    NotFoundError,
    invalid,
)
from bromost_common.files.store import FileStore
from bromost_common.jobs import enqueue_in

from .annual_book import annual_book
from .book import Book
from .contents import TooLargeError
from .documents import Documents
from .gathering import Gatherer
from .layout import Layout, Owner, laid_out
from .layouts import layout_of, newest_of
from .models import Rendering, RenderingChunk, RenderingState
from .presenting import rendering_out
from .repository import RenderingRepository
from .schemas import DocumentWish, PageWish, RenderingCreate, RenderingOut
from .wish import Wish, check_subject, check_years, unknown

RENDER = "renderings.render"
KEPT = timedelta(days=7)
# Of one person, at the same time.
MOST = 20
# What any of the files tells of.
READ = frozenset(
    f"{subject}.read"
    for subject in (
        *("report", "project", "partnership", "budget", "network", "organisation"),
        *("programme", "result"),
    )
)
ANNUAL = "annual_report"


class TooManyRenderingsError(ConflictError):
    """So many files of one person are there already."""

    code = "too_many_renderings"


class RenderingNotReadyError(ConflictError):
    """There is no file yet, or there will be none."""

    code = "rendering_not_ready"


class DocumentTooLargeError(ConflictError):
    """More projects than one document can hold."""

    code = "too_large"


class RenderingService:
    """Reports as files; making them is left to jobs."""

    def __init__(self, session: AsyncSession, origin: str) -> None:
        self._session = session
        self._origin = origin
        self._renderings = RenderingRepository(session)

    async def ask(self, wanted: RenderingCreate, *, actor: Actor) -> RenderingOut:
        """Have a file made; refuses what the report itself would refuse."""
        years, owner = await self._ground(wanted, actor)
        await self._renderings.hold(actor.account_id)
        if await self._renderings.count(actor.account_id) >= MOST:
            raise TooManyRenderingsError(f"{MOST} files are there: remove one of them.")
        reader = actor.holding("report.read")
        rendering = Rendering(
            id=new_id(),
            account_id=actor.account_id,
            first_year=years[0],
            last_year=years[1],
            document_template_id=await newest_of(self._session, wanted.template, owner),
            rights=[
                {"role": one.role, "scope": one.scope_id and str(one.scope_id)}
                for one in reader.grants
            ],
            permissions=sorted(READ & reader.permissions),
            expires_at=datetime.now(UTC) + KEPT,
            **wanted.model_dump(exclude={"from_year", "to_year"}),
        )
        await self._renderings.add(rendering)
        await enqueue(self._session, rendering.id)
        return await self.get(rendering.id, actor=actor)

    async def page(self, wanted: PageWish, *, actor: Actor) -> Book:
        """The document itself, to be shown as a page."""
        check_subject(wanted.template, wanted)
        if wanted.draft is not None:
            check_contents(wanted.template, wanted.draft, ("draft",))
        try:
            book, owner = await self._book(wanted, actor)
        except TooLargeError as error:
            raise DocumentTooLargeError("It is too long for one document.") from error
        return laid_out(book, await self._layout(wanted, owner))

    async def _book(
        self, wanted: DocumentWish, actor: Actor
    ) -> tuple[Book, Owner | None]:
        """In the order of the house."""
        if wanted.template == ANNUAL:
            report = await self._report(wanted, actor)
            asked = self._wish(wanted, (report.years[0], report.years[-1]))
            gatherer = Gatherer(self._session, self._origin)
            contents = await gatherer.annual(asked, actor=actor)
            return annual_book(contents), _owner(report)
        check_years(wanted.from_year, wanted.to_year)
        documents = Documents(self._session, self._origin, actor)
        made = await documents.make(self._wish(wanted))
        return made.book, made.owner

    async def _layout(self, wanted: PageWish, owner: Owner | None) -> Layout | None:
        if wanted.draft is not None:
            original = owner.original_language if owner else wanted.language
            return Layout(tuple(wanted.draft.parts), original)
        newest = await newest_of(self._session, wanted.template, owner)
        return await layout_of(self._session, newest)

    async def all(self, *, actor: Actor) -> Sequence[RenderingOut]:
        rows = await self._renderings.all(MOST, visible_to=actor)
        return [rendering_out(row) for row in rows]

    async def get(self, rendering_id: UUID, *, actor: Actor) -> RenderingOut:
        row = await self._renderings.get(rendering_id, visible_to=actor)
        if row is None:
            raise _unknown()
        return rendering_out(row)

    async def read(
        self, rendering_id: UUID, *, actor: Actor
    ) -> tuple[RenderingOut, BinaryIO]:
        """A file with its content."""
        found = await self.get(rendering_id, actor=actor)
        if found.state is not RenderingState.READY or found.sha256 is None:
            raise RenderingNotReadyError(f"The file is {found.state}.")
        store = FileStore(self._session, RenderingChunk)
        stream = await store.read(found.id, bytes.fromhex(found.sha256))
        note_export(self._session, 1)
        return found, stream

    async def remove(self, rendering_id: UUID, *, actor: Actor) -> None:
        """Take a file away, or give up having it made."""
        await self.get(rendering_id, actor=actor)
        await self._renderings.remove(rendering_id)

    async def _ground(
        self, wanted: RenderingCreate, actor: Actor
    ) -> tuple[tuple[int, int], Owner | None]:
        """The first and the last year that the file will tell of, and whose it is."""
        check_subject(wanted.template, wanted)
        if wanted.template == ANNUAL:
            report = await self._report(wanted, actor)
            _check_narratives(wanted.narratives, report)
            return (report.years[0], report.years[-1]), _owner(report)
        if wanted.narratives:
            raise _unknown_narratives()
        check_years(wanted.from_year, wanted.to_year)
        documents = Documents(self._session, self._origin, actor)
        ground = await documents.ground(self._wish(wanted))
        return ground.years, ground.owner

    @staticmethod
    def _wish(
        wanted: DocumentWish, years: tuple[int | None, int | None] | None = None
    ) -> Wish:
        first, last = years or (wanted.from_year, wanted.to_year)
        return Wish(
            first_year=first,
            last_year=last,
            narratives=tuple(getattr(wanted, "narratives", ())),
            **wanted.model_dump(
                include={
                    *("template", "language", "programme_id", "project_id"),
                    *("organisation_id", "network_id", "currency"),
                }
            ),
        )

    async def _report(self, wanted: DocumentWish, actor: Actor) -> AnnualReport:
        asked = Asked(
            *(wanted.programme_id, wanted.from_year, wanted.to_year),
            *(wanted.currency, wanted.language),
        )
        try:
            return await ReportService(self._session).annual(asked, actor=actor)
        except NotFoundError as error:
            raise unknown("programme_id") from error
        except InvalidError as error:
            # Here it was not the address that asked for it.
            fields = [
                FieldError(("body", *one.loc[1:]), one.code, one.message)
                for one in error.fields
            ]
            raise InvalidError(error.detail, fields=fields) from error


async def enqueue(session: AsyncSession, rendering_id: UUID) -> None:
    await enqueue_in(
        session,
        RENDER,
        {"rendering_id": str(rendering_id)},
        key=f"rendering:{rendering_id}",
    )


def _owner(report: AnnualReport) -> Owner | None:
    told = report.programme
    return Owner(told.id, told.original_language) if told else None


def _check_narratives(chosen: Sequence[UUID], report: AnnualReport) -> None:
    there = {p.id for country in report.countries for p in country.projects}
    if not there.issuperset(chosen) or len(set(chosen)) < len(chosen):
        raise _unknown_narratives()


def _unknown_narratives() -> InvalidError:
    return invalid(
        "body",
        "narratives",
        code="unknown_project",
        message="Each is a project of the report, and named once.",
    )


def _unknown() -> NotFoundError:
    return NotFoundError("There is no such file.")
