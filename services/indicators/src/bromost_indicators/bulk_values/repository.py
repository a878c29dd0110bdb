from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner


class BulkValueRepository:
    """What rows of a file name."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def addresses(self, owner_id: UUID) -> dict[str | tuple[str, ...], UUID]:
        """All periods of a framework, by id and by indicator and days, as texts."""
        rows = await self._session.execute(
            select(Period.id, Period.indicator_id, Period.starts_on, Period.ends_on)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(of_owner(owner_id))
        )
        found: dict[str | tuple[str, ...], UUID] = {}
        for period_id, *by_days in rows:
            found[str(period_id)] = period_id
            found[tuple(map(str, by_days))] = period_id
        return found
