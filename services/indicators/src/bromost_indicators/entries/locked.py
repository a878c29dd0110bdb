"""Of which periods nothing more is said, and by whom something still may."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import any_of
from bromost_indicators.indicators.models import Period
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.locks.models import LockException, PeriodLock
from bromost_indicators.projects.schemas import OwnerRef

from .checking import Lock


async def locked(
    session: AsyncSession,
    period_ids: Collection[UUID],
    owner: OwnerRef,
    *,
    actor: Actor,
    today: date,
) -> dict[UUID, Lock]:
    """Which of the owner's periods are locked for this actor, and why."""
    found = await session.execute(
        select(
            *(Period.id, PeriodLock.starts_on, PeriodLock.ends_on),
            *(PeriodLock.reason, ACCOUNTS.c.display_name),
        )
        .join(
            PeriodLock,
            (Period.starts_on <= PeriodLock.ends_on)
            & (Period.ends_on >= PeriodLock.starts_on),
        )
        .outerjoin(ACCOUNTS, ACCOUNTS.c.id == PeriodLock.locked_by)
        .where(
            Period.id == any_of(period_ids),
            or_(
                PeriodLock.project_id == owner.id,
                PeriodLock.programme_id == owner.programme_id,
            ),
            ~_excepted(actor, today),
        )
    )
    return {row[0]: Lock(*row[1:]) for row in found}


def _excepted(actor: Actor, today: date) -> ColumnElement[bool]:
    """Of a lock and a period: that this actor may still say something of it."""
    return (
        select(LockException.id)
        .where(
            LockException.lock_id == PeriodLock.id,
            LockException.until >= today,
            or_(
                LockException.account_id.is_(None),
                LockException.account_id == actor.account_id,
            ),
            or_(
                LockException.indicator_id.is_(None),
                LockException.indicator_id == Period.indicator_id,
            ),
        )
        .correlate(PeriodLock, Period)
        .exists()
    )
