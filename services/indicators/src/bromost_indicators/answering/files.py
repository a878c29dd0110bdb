"""What an answer by a link stands on: own files, and those that others put there."""

from typing import BinaryIO
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.errors import NotFoundError, invalid
from bromost_common.files.intake import Intake
from bromost_indicators.contribution_links.models import ContributionLink
from bromost_indicators.entries.ground import Ground
from bromost_indicators.entries.rows import EntryRow
from bromost_indicators.entries.schemas import MAX_EVIDENCE, EvidenceIn
from bromost_indicators.files.models import File
from bromost_indicators.files.presenting import file_out
from bromost_indicators.files.schemas import FileOut
from bromost_indicators.files.service import FileService
from bromost_indicators.projects.schemas import OwnerRef

from .opening import Opening
from .repository import AnsweringRepository
from .schemas import AnswerIn


class AnswerFiles:
    """Which files an answer stands on. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._answers = AnsweringRepository(session)

    async def stood_on(
        self,
        link: ContributionLink,
        project: OwnerRef,
        ground: Ground,
        newest: EntryRow | None,
        wanted: AnswerIn,
    ) -> list[EvidenceIn]:
        """What they name, and the files of others, which they cannot take off."""
        named = {one.file_id for one in wanted.evidence if one.file_id}
        there = {
            one.file_id: one.name
            for one in (ground.evidence.get(newest.id, []) if newest else [])
            if one.file_id is not None
        }
        own = await self._answers.own_files(named | there.keys(), link.id, project.id)
        others = there.keys() - own
        ground.files = frozenset(own | others)
        kept = [
            EvidenceIn(name=name, file_id=file_id)
            for file_id, name in there.items()
            if file_id in others - named
        ]
        if len(wanted.evidence) + len(kept) > MAX_EVIDENCE:
            raise invalid(
                *("body", "evidence"),
                code="too_long",
                message=f"With those of others there are more than {MAX_EVIDENCE}.",
            )
        return [*wanted.evidence, *kept]


class AnswerFileService:
    """Files that somebody hands in by a link, and takes back."""

    def __init__(self, session: AsyncSession, intake: Intake) -> None:
        self._intake = intake
        self._opening = Opening(session)
        self._answers = AnsweringRepository(session)
        self._files = FileService(session, intake)

    async def take(
        self, name: str | None, stream: BinaryIO, *, actor: Actor
    ) -> FileOut:
        """Keep a file for an answer to stand on; the same one again is there once."""
        async with self._intake.turn:
            taken = await self._intake.look_at(name, stream)
            with taken.stream:
                _, project = await self._opening.for_change(actor)
                kept = await self._files.keep(project, taken, actor, self._answers)
                return file_out(kept)

    async def read(self, file_id: UUID, *, actor: Actor) -> tuple[File, BinaryIO]:
        """One of their own. Those of others may tell of people: they have the name."""
        link = await self._opening.link(actor)
        file = await self._answers.own_file(file_id, link)
        if file is None:
            raise NotFoundError("There is no such file.")
        return file, await self._files.content(file)
