from typing import BinaryIO, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import explain
from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import ConflictError, NotFoundError
from bromost_common.files.errors import (
    FileGoneError,
    NoRoomError,
    NotScannedError,
    QuarantinedError,
    TooManyFilesError,
)
from bromost_common.files.intake import Intake, Taken
from bromost_common.files.store import FileStore
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.projects.service import ProjectService

from .models import File, FileChunk
from .presenting import file_out
from .repository import FileRepository
from .schemas import FileOut

# Handed in by one person and not used yet, in one project.
MAX_WAITING = 50


class FileInReportError(ConflictError):
    """It goes with a report, or an accepted version names it."""

    code = "file_in_report"


class Rooms(Protocol):
    """Who knows how much room is taken."""

    async def room(self, owner_id: UUID, account_id: UUID) -> tuple[int, int]: ...


class FileService:
    """Files of evidence: in, out, and away again."""

    def __init__(self, session: AsyncSession, intake: Intake) -> None:
        self._intake = intake
        self._files = FileRepository(session)
        self._projects = ProjectService(session)
        self._store = FileStore(session, FileChunk)
        self._session = session

    async def take(
        self, owner_id: UUID, name: str | None, stream: BinaryIO, *, actor: Actor
    ) -> FileOut:
        """Keep a file for a value to stand on; the same one again is there once."""
        async with self._intake.turn:
            await self._projects.permitted(owner_id, "entry.write", actor=actor)
            taken = await self._intake.look_at(name, stream)
            with taken.stream:
                owner = await self._projects.get_for_change(
                    owner_id, actor=actor, only_values=True
                )
                return file_out(await self.keep(owner, taken, actor, self._files))

    async def keep(
        self, owner: OwnerRef, taken: Taken, actor: Actor, rooms: Rooms
    ) -> File:
        """Store what was looked at, as far as `rooms` tells of room for it."""
        await self._files.hold_room(owner.id)
        values = {
            "id": new_id(),
            "project_id": None if owner.is_programme else owner.id,
            "programme_id": owner.id if owner.is_programme else None,
            "name": taken.name,
            "media_type": taken.kind.media_type,
            "size": taken.size,
            "sha256": taken.sha256,
            "state": taken.state,
            "uploaded_by": actor.account_id,
        }
        before = await self._files.same(values)
        if before is not None:
            return before
        size, waiting = await rooms.room(owner.id, actor.account_id)
        most = self._intake.settings.max_files_bytes
        if size + taken.size > most:
            raise NoRoomError(f"Together, the files here have at most {most} bytes.")
        if waiting >= MAX_WAITING:
            raise TooManyFilesError(f"{MAX_WAITING} files wait for a value already.")
        file = await self._files.add(values)
        await self._store.write(file.id, taken.stream)
        return file

    async def read(self, file_id: UUID, *, actor: Actor) -> tuple[File, BinaryIO]:
        """A file with its content, if it may be given away."""
        file = await self._get(file_id, actor)
        return file, await self.content(file)

    async def content(self, file: File) -> BinaryIO:
        """What is in a file that somebody may read, unless it is not given away."""
        if file.state in {"infected", "removed"}:
            raise FileGoneError("The content of this file was taken away.")
        if file.state == "quarantined":
            raise QuarantinedError("The virus scanner has not looked at it yet.")
        if file.state == "not_scanned" and self._intake.refuses_unscanned:
            raise NotScannedError("No virus scanner has looked at it.")
        return await self._store.read(file.id, file.sha256)

    async def remove(self, file_id: UUID, reason: str | None, *, actor: Actor) -> None:
        """Take its content away. What was handed in stands on it: that needs a reason.

        An entry that named it still does, and says that it is no longer there.
        """
        file = await self._get(file_id, actor)
        owner_id = file.project_id or file.programme_id
        assert owner_id is not None
        statuses = await self._files.statuses(file_id)
        handed_in = any(status != "draft" for status in statuses)
        needed = "result.govern" if handed_in else "entry.write"
        await self._projects.require(owner_id, needed, actor=actor)
        explain(self._session, reason, required=handed_in, asked_in="query")
        if await self._files.get(file_id, visible_to=actor, hold=True) is None:
            raise NotFoundError("There is no such file.")
        if await self._files.is_reported(file_id):
            raise FileInReportError("Take it off the report instead.")
        if not statuses:
            await self._files.forget(file_id)
        elif file.state != "removed":
            await self._store.empty(file_id)
            await self._files.mark_removed(file_id)

    async def _get(self, file_id: UUID, actor: Actor) -> File:
        file = await self._files.get(file_id, visible_to=actor)
        if file is None:
            raise NotFoundError("There is no such file.")
        return file
