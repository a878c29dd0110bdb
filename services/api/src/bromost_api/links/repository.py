from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from .models import OneTimeLink

TRACES_KEPT = timedelta(days=30)


class OneTimeLinkRepository:
    """Every query on one-time links."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, link: OneTimeLink) -> None:
        self._session.add(link)

    async def find_valid(self, purpose: str, digest: bytes) -> OneTimeLink | None:
        return await self._session.scalar(
            select(OneTimeLink).where(*_valid(purpose, digest))
        )

    async def take(self, purpose: str, digest: bytes) -> OneTimeLink | None:
        """Use it up; of two who try at once, one gets it."""
        return await self._session.scalar(
            update(OneTimeLink)
            .where(*_valid(purpose, digest))
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

    async def forget_old(self) -> None:
        await self._session.execute(
            delete(OneTimeLink).where(OneTimeLink.expires_at < func.now() - TRACES_KEPT)
        )


def _valid(purpose: str, digest: bytes) -> list[ColumnElement[bool]]:
    return [
        OneTimeLink.token_digest == digest,
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > func.now(),
    ]
