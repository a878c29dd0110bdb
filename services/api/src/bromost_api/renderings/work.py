"""What the worker does: gathers as who asked, lays out, writes; one transaction."""

import asyncio
import hashlib
import io
from dataclasses import fields, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.access import ACCESS
from bromost_common.auth import Actor, Grant, Role, working_on
from bromost_common.context import act_as
from bromost_common.db import SessionMaker
from bromost_common.files.store import FileStore

from .book import Book
from .contents import Contents, TooLargeError
from .documents import Documents
from .gathering import Gatherer
from .layout import laid_out
from .layouts import layout_of
from .making import made
from .models import Rendering, RenderingChunk, RenderingState
from .repository import RenderingJobRepository
from .service import ANNUAL, KEPT
from .wish import Wish

# Each may hold a report of some hundred pages.
_TURN = asyncio.Semaphore(1)


class RenderingWorker:
    """Makes one file. May be called twice: the second call finds it made."""

    def __init__(self, sessions: SessionMaker, rendering_id: UUID, origin: str) -> None:
        self._sessions = sessions
        self._id = rendering_id
        self._origin = origin

    async def run(self) -> None:
        async with _TURN, self._sessions.begin() as session:
            rendering = await RenderingJobRepository(session).take(self._id)
            if rendering is None:
                return
            await self._report(1)
            try:
                given, projects = await self._gather(session, rendering)
                await self._report(2)
                data = await made(given, rendering.format)
            except TooLargeError as error:
                rendering.state, rendering.failure = RenderingState.FAILED, error.code
                return
            await self._report(3)
            await _keep(session, rendering, projects, data)

    async def _gather(
        self, session: AsyncSession, rendering: Rendering
    ) -> tuple[Contents | Book, tuple[UUID, ...]]:
        """Read as who asked, who may see less than there is."""
        actor = _reader(rendering)
        # Who asked saw it then: of that version it is made.
        layout = await layout_of(session, rendering.document_template_id)
        await act_as(session, actor.context)
        try:
            if rendering.template == ANNUAL:
                gatherer = Gatherer(session, self._origin)
                contents = await gatherer.annual(_wish(rendering), actor=actor)
                return replace(contents, layout=layout), contents.project_ids
            documents = Documents(session, self._origin, actor)
            document = await documents.make(_wish(rendering))
            return laid_out(document.book, layout), document.project_ids
        finally:
            await act_as(session, working_on("rendering"))

    async def _report(self, steps: int) -> None:
        async with self._sessions.begin() as session:
            await RenderingJobRepository(session).note(
                self._id, state=RenderingState.WORKING, steps_done=steps
            )


def _wish(rendering: Rendering) -> Wish:
    given = {field.name: getattr(rendering, field.name) for field in fields(Wish)}
    return Wish(**given | {"narratives": tuple(rendering.narratives)})


def _reader(rendering: Rendering) -> Actor:
    grants = [
        Grant(Role(str(one["role"])), UUID(one["scope"]) if one["scope"] else None)
        for one in rendering.rights
    ]
    return Actor(
        account_id=rendering.account_id,
        session_id=rendering.id,
        display_name="",
        locale=rendering.language,
        grants=tuple(grants),
        access=ACCESS.within(frozenset(rendering.permissions)),
    )


async def _keep(
    session: AsyncSession,
    rendering: Rendering,
    projects: tuple[UUID, ...],
    data: bytes,
) -> None:
    # Who asked may have taken it away meanwhile; from here on they wait.
    if not await RenderingJobRepository(session).hold(rendering.id):
        session.expunge(rendering)
        return
    await FileStore(session, RenderingChunk).write(rendering.id, io.BytesIO(data))
    now = datetime.now(UTC)
    rendering.project_ids = list(projects)
    rendering.size, rendering.sha256 = len(data), hashlib.sha256(data).digest()
    rendering.state, rendering.ready_at = RenderingState.READY, now
    rendering.expires_at = now + KEPT
