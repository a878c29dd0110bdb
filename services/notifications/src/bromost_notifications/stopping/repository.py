from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.digests import token_digest

from .models import StopLink


class StopLinkRepository:
    """Every query on links that stop mails."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, token: str, account_id: UUID, topics: list[str], locale: str) -> None:
        self._session.add(
            StopLink(
                digest=token_digest(token),
                account_id=account_id,
                topics=topics,
                locale=locale,
            )
        )

    async def get(self, token: str) -> StopLink | None:
        return await self._session.get(StopLink, token_digest(token))

    async def lock(self, token: str) -> StopLink | None:
        return await self._session.scalar(
            select(StopLink)
            .where(StopLink.digest == token_digest(token))
            .with_for_update()
        )
