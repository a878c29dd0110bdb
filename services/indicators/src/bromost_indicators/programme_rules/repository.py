from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from .models import ProgrammeRules


class RulesRepository:
    """Every query on what programmes lay down."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, programme_id: UUID) -> ProgrammeRules | None:
        """As they are now, whatever was read before."""
        return await self._session.scalar(
            select(ProgrammeRules)
            .where(ProgrammeRules.programme_id == programme_id)
            .execution_options(populate_existing=True)
        )

    async def keep(self, rules: ProgrammeRules) -> None:
        self._session.add(rules)
        await self._session.flush()
