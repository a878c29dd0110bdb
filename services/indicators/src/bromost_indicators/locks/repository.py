from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.paging import AnyRow, AnySelect, Key, Order, PageRequest, fetch_page
from bromost_indicators.indicators.models import Indicator
from bromost_indicators.indicators.repository import ACCOUNTS
from bromost_indicators.projects.repository import (
    PROJECTS,
    visible_programmes,
    visible_projects,
)
from bromost_indicators.projects.schemas import OwnerRef
from bromost_indicators.results.models import Result

from .models import LockException, PeriodLock

NEWEST_DAYS_FIRST = Order(
    "-starts_on",
    [Key(PeriodLock.starts_on, descending=True), Key(PeriodLock.id)],
)
_COLUMNS = (
    PeriodLock.id.label("lock_id"),
    *(PeriodLock.project_id, PeriodLock.programme_id, PeriodLock.starts_on),
    *(PeriodLock.ends_on, PeriodLock.reason, PeriodLock.version),
    *(PeriodLock.locked_by, PeriodLock.created_at),
    ACCOUNTS.c.display_name.label("who"),
)


class LockRepository:
    """Every query on locks and their exceptions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(
        self, owner: OwnerRef, wanted: PageRequest
    ) -> tuple[Sequence[AnyRow], str | None, int | None]:
        """Those of the owner; of a project, also those of its programme."""
        statement: AnySelect = (
            select(*_COLUMNS)
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == PeriodLock.locked_by)
            .where(
                or_(
                    PeriodLock.project_id == owner.id,
                    PeriodLock.programme_id == owner.programme_id,
                )
            )
        )
        return await fetch_page(self._session, statement, NEWEST_DAYS_FIRST, wanted)

    async def shown(self, lock_id: UUID) -> AnyRow:
        found = await self._session.execute(
            select(*_COLUMNS)
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == PeriodLock.locked_by)
            .where(PeriodLock.id == lock_id)
        )
        return found.one()

    async def exceptions(
        self, lock_ids: Sequence[UUID], *, visible_to: Actor
    ) -> dict[UUID, list[AnyRow]]:
        """Of an indicator that the reader does not see, the title stays away."""
        seen = or_(
            visible_projects(visible_to, Result.project_id),
            visible_programmes(visible_to, Result.programme_id),
        )
        rows = await self._session.execute(
            select(
                *(LockException.id, LockException.lock_id, LockException.account_id),
                *(LockException.until, Indicator.id.label("indicator_id")),
                *(Indicator.title, ACCOUNTS.c.display_name.label("who")),
            )
            .outerjoin(Indicator, Indicator.id == LockException.indicator_id)
            .outerjoin(Result, Result.id == Indicator.result_id)
            .outerjoin(ACCOUNTS, ACCOUNTS.c.id == LockException.account_id)
            .where(
                LockException.lock_id.in_(lock_ids),
                or_(LockException.indicator_id.is_(None), seen),
            )
            .order_by(LockException.lock_id, LockException.until, LockException.id)
        )
        found: defaultdict[UUID, list[AnyRow]] = defaultdict(list)
        for row in rows:
            found[row.lock_id].append(row)
        return found

    async def get(self, lock_id: UUID, *, visible_to: Actor) -> PeriodLock | None:
        return await self._session.scalar(
            select(PeriodLock).where(PeriodLock.id == lock_id, _seen(visible_to))
        )

    async def refresh(self, lock: PeriodLock) -> bool:
        """Hold it till the end as it is now; false if it is gone."""
        found = await self._session.scalar(
            select(PeriodLock)
            .where(PeriodLock.id == lock.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return found is not None

    async def count(self, owner_id: UUID) -> int:
        held = or_(
            PeriodLock.project_id == owner_id, PeriodLock.programme_id == owner_id
        )
        found = select(func.count()).select_from(PeriodLock).where(held)
        return int(await self._session.scalar(found) or 0)

    async def holding(
        self,
        programme_id: UUID,
        project_id: UUID | None,
        days: tuple[date, date],
        today: date,
        *,
        actor: Actor,
    ) -> PeriodLock | None:
        """A lock that touches these days, unless this actor is excepted from it."""
        excepted = (
            select(LockException.id)
            .where(
                LockException.lock_id == PeriodLock.id,
                LockException.account_id == actor.account_id,
                LockException.indicator_id.is_(None),
                LockException.until >= today,
            )
            .exists()
        )
        starts_on, ends_on = days
        return await self._session.scalar(
            select(PeriodLock)
            .where(
                or_(
                    PeriodLock.programme_id == programme_id,
                    PeriodLock.project_id == project_id,
                ),
                PeriodLock.starts_on <= ends_on,
                PeriodLock.ends_on >= starts_on,
                ~excepted,
            )
            .limit(1)
        )

    async def are_locked(self, owner_id: UUID, starts_on: date, ends_on: date) -> bool:
        """Whether one lock of the owner has all of these days."""
        found = select(PeriodLock.id).where(
            or_(PeriodLock.project_id == owner_id, PeriodLock.programme_id == owner_id),
            PeriodLock.starts_on <= starts_on,
            PeriodLock.ends_on >= ends_on,
        )
        return await self._session.scalar(found.limit(1)) is not None

    async def indicator_is_of(self, indicator_id: UUID, lock: PeriodLock) -> bool:
        """Whether it is one that the lock holds for, as far as the writer sees."""
        owner = await self._session.execute(
            select(
                Result.project_id,
                func.coalesce(Result.programme_id, PROJECTS.c.programme_id),
            )
            .join(Indicator, Indicator.result_id == Result.id)
            .outerjoin(PROJECTS, PROJECTS.c.id == Result.project_id)
            .where(Indicator.id == indicator_id)
        )
        row = owner.one_or_none()
        if row is None:
            return False
        project_id, programme_id = row
        if lock.project_id is not None:
            return bool(project_id == lock.project_id)
        return bool(programme_id == lock.programme_id)

    async def knows_account(self, account_id: UUID) -> bool:
        found = select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account_id)
        return await self._session.scalar(found) is not None

    async def add(self, thing: PeriodLock | LockException) -> None:
        self._session.add(thing)
        await self._session.flush()

    async def save(self) -> None:
        await self._session.flush()

    async def remove(self, lock: PeriodLock) -> None:
        await self._session.execute(
            delete(LockException).where(LockException.lock_id == lock.id)
        )
        await self._session.delete(lock)
        await self._session.flush()

    async def remove_exception(self, lock_id: UUID, exception_id: UUID) -> bool:
        found = await self._session.execute(
            delete(LockException)
            .where(LockException.id == exception_id, LockException.lock_id == lock_id)
            .returning(LockException.id)
        )
        return found.one_or_none() is not None


def _seen(actor: Actor) -> ColumnElement[bool]:
    return or_(
        visible_projects(actor, PeriodLock.project_id),
        visible_programmes(actor, PeriodLock.programme_id),
    )
