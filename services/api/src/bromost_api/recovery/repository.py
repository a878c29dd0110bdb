from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from .models import ResetRequest


class ResetRequestRepository:
    """Every query on what waits to be looked up."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, request: ResetRequest) -> None:
        self._session.add(request)
        await self._session.flush()

    async def take_all(self) -> Sequence[str]:
        """The addresses that were asked for; they are forgotten by being read."""
        taken = await self._session.scalars(
            delete(ResetRequest).returning(ResetRequest.email)
        )
        return taken.all()
