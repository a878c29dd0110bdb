"""The copy of a practice that everybody reads."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_api.publications.documents import (
    PublicFrame,
    PublicPractice,
    PublicTheme,
)
from bromost_api.publications.models import Publication
from bromost_api.publications.repository import PublicationRepository
from bromost_api.publications.schemas import Published
from bromost_common.auth import Actor
from bromost_common.db import new_id

from .schemas import PracticeOut

_WHAT = Published.PRACTICE


def document_of(practice: PracticeOut) -> PublicPractice:
    """Without who wrote and reviewed it. Of projects the portal names public ones."""
    return PublicPractice(
        id=practice.id,
        kind=practice.kind,
        title=practice.title,
        original_language=practice.original_language,
        summary=practice.summary,
        text=practice.text or {},
        programme=PublicFrame.model_validate(practice.programme, from_attributes=True),
        themes=[PublicTheme(code=one.code, name=one.name) for one in practice.themes],
        project_ids=[one.id for one in practice.projects],
    )


class PublicPractices:
    """Makes practices public, and takes them away again."""

    def __init__(self, session: AsyncSession) -> None:
        self._publications = PublicationRepository(session)

    async def publish(self, practice: PracticeOut, *, actor: Actor) -> None:
        await self._publications.hold(practice.id)
        before = await self._publications.public(_WHAT, practice.id)
        if before is not None:
            await self._publications.end(before.id, account_id=actor.account_id)
        now = datetime.now(UTC)
        document = document_of(practice)
        await self._publications.add(
            Publication(
                id=new_id(),
                programme_id=practice.programme.id,
                practice_id=practice.id,
                number=await self._publications.next_number(_WHAT, practice.id),
                document=document.model_dump(mode="json"),
                countries=[],
                themes=[one.model_dump() for one in document.themes],
                public_since=before.public_since if before else now,
                published_at=now,
                published_by=actor.account_id,
            )
        )

    async def withdraw(self, practice_id: UUID, *, actor: Actor) -> None:
        await self._publications.hold(practice_id)
        public = await self._publications.public(_WHAT, practice_id)
        if public is not None:
            await self._publications.end(public.id, account_id=actor.account_id)

    async def was_public(self, practice_id: UUID) -> bool:
        return await self._publications.next_number(_WHAT, practice_id) > 1
