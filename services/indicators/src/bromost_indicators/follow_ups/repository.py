from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow
from bromost_indicators.indicators.models import Indicator, Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import reads_unapproved, visible_results
from bromost_indicators.results.models import Result
from bromost_indicators.results.repository import of_owner

from .models import FollowUp
from .schemas import MAX_FOLLOW_UPS


class FollowUpRepository:
    """Every query on marks."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_framework(
        self, owner_id: UUID, *, visible_to: Actor
    ) -> Sequence[AnyRow]:
        """Only for those who see values before they are accepted: it is of the work."""
        return await self._shown(of_owner(owner_id), visible_to)

    async def get(self, period_id: UUID, *, visible_to: Actor) -> AnyRow | None:
        found = await self._shown(FollowUp.period_id == period_id, visible_to)
        return found[0] if found else None

    async def count(self, owner_id: UUID, but: UUID) -> int:
        counted = (
            select(func.count())
            .select_from(FollowUp)
            .join(Period, Period.id == FollowUp.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .where(of_owner(owner_id), FollowUp.period_id != but)
        )
        return await self._session.scalar(counted) or 0

    async def mark(self, period_id: UUID, note: str, account_id: UUID | None) -> None:
        """Newly, or in other words than before."""
        said = insert(FollowUp).values(
            period_id=period_id, note=note, marked_by=account_id
        )
        await self._session.execute(
            said.on_conflict_do_update(
                index_elements=[FollowUp.period_id],
                set_={
                    "note": said.excluded.note,
                    "marked_by": said.excluded.marked_by,
                    "marked_at": func.now(),
                },
            )
        )

    async def clear(self, period_id: UUID) -> bool:
        """False if there was none."""
        found = await self._session.execute(
            delete(FollowUp)
            .where(FollowUp.period_id == period_id)
            .returning(FollowUp.period_id)
        )
        return found.one_or_none() is not None

    async def _shown(
        self, which: ColumnElement[bool], visible_to: Actor
    ) -> Sequence[AnyRow]:
        found = await self._session.execute(
            select(
                *(FollowUp.period_id, FollowUp.note, FollowUp.marked_by),
                *(FollowUp.marked_at, ACCOUNTS.c.display_name.label("who")),
                ACCOUNTS.c.link_of,
            )
            .join(Period, Period.id == FollowUp.period_id)
            .join(Indicator, Indicator.id == Period.indicator_id)
            .join(Result, Result.id == Indicator.result_id)
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == FollowUp.marked_by)
            .where(
                which,
                visible_results(visible_to, Result),
                reads_unapproved(visible_to, Result),
            )
            .order_by(Period.starts_on, FollowUp.period_id)
            .limit(MAX_FOLLOW_UPS)
        )
        return found.all()
