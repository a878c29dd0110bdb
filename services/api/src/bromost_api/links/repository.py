from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from .models import OneTimeLink


class OneTimeLinkRepository:
    """Every query on one-time links."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, link: OneTimeLink) -> None:
        self._session.add(link)

    async def find_valid(self, purpose: str, digest: bytes) -> OneTimeLink | None:
        return await self._session.scalar(
            select(OneTimeLink).where(
                *_valid(purpose), OneTimeLink.token_digest == digest
            )
        )

    async def get_valid(self, purpose: str, link_id: UUID) -> OneTimeLink | None:
        return await self._session.scalar(
            select(OneTimeLink).where(*_valid(purpose), OneTimeLink.id == link_id)
        )

    async def take_found(self, link: OneTimeLink) -> OneTimeLink | None:
        """As `take`, for one that was looked at before."""
        return await self._session.scalar(
            update(OneTimeLink)
            .where(*_valid(link.purpose), OneTimeLink.id == link.id)
            .values(used_at=func.now())
            .returning(OneTimeLink)
        )

    async def take(self, purpose: str, digest: bytes) -> OneTimeLink | None:
        """Use it up; of two who try at once, one gets it."""
        return await self._session.scalar(
            update(OneTimeLink)
            .where(*_valid(purpose), OneTimeLink.token_digest == digest)
            .values(used_at=func.now())
            .returning(OneTimeLink)
        )

    async def cancel(
        self, purpose: str, *, account_id: UUID | None, subject_id: UUID | None
    ) -> None:
        about = (
            OneTimeLink.account_id == account_id
            if account_id
            else OneTimeLink.subject_id == subject_id
        )
        await self._session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.purpose == purpose, about, OneTimeLink.used_at.is_(None))
            .values(used_at=func.now())
        )


def _valid(purpose: str) -> list[ColumnElement[bool]]:
    return [
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > func.now(),
    ]
