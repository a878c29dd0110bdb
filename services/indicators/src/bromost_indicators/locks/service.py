from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Actor
from bromost_common.db import new_id
from bromost_common.errors import (
    ConflictError,
    NotFoundError,
    StaleVersionError,
    invalid,
)
from bromost_common.paging import AnyRow, Page, PageRequest
from bromost_indicators.indicators.presenting import person
from bromost_indicators.limits import refuse_beyond
from bromost_indicators.projects.service import ProjectService

from .models import LockException, PeriodLock
from .repository import LockRepository
from .schemas import LockCreate, LockExceptionCreate, LockExceptionOut, LockOut

MAX_LOCKS, MAX_EXCEPTIONS = 200, 200
# Who decides what counts also decides when nothing more is said.
NEEDED = "entry.review"


class AlreadyLockedError(ConflictError):
    """What is closed is not closed twice."""

    code = "already_locked"


class LockService:
    """Locking days, and lifting it. Runs inside its caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._locks = LockRepository(session)
        self._projects = ProjectService(session)

    async def page(
        self, owner_id: UUID, page: PageRequest, *, actor: Actor
    ) -> Page[LockOut]:
        owner = await self._projects.get(owner_id, actor=actor)
        rows, cursor, total = await self._locks.page(owner, page)
        return Page(items=await self._out(rows, actor), next_cursor=cursor, total=total)

    async def lock(
        self, owner_id: UUID, wanted: LockCreate, *, actor: Actor
    ) -> LockOut:
        """Waits for values that are being recorded, and for no other."""
        owner = await self._projects.hold(owner_id, NEEDED, actor=actor)
        if wanted.ends_on < wanted.starts_on:
            raise invalid(
                "body",
                "ends_on",
                code="ends_before_start",
                message="It ends before it starts.",
            )
        refuse_beyond(MAX_LOCKS, await self._locks.count(owner_id), "locks")
        if await self._locks.are_locked(owner_id, wanted.starts_on, wanted.ends_on):
            raise AlreadyLockedError("All of these days are locked already.")
        of = "programme_id" if owner.is_programme else "project_id"
        lock = PeriodLock(
            id=new_id(),
            locked_by=actor.account_id,
            **{of: owner_id},
            **wanted.model_dump(),
        )
        await self._locks.add(lock)
        return await self._shown(lock.id, actor)

    async def lift(self, lock_id: UUID, version: int, *, actor: Actor) -> None:
        await self._locks.remove(await self._held(lock_id, version, actor))

    async def make_exception(
        self, lock_id: UUID, wanted: LockExceptionCreate, version: int, *, actor: Actor
    ) -> LockOut:
        lock = await self._held(lock_id, version, actor)
        if wanted.account_id is None and wanted.indicator_id is None:
            message = "Say for whom, or for which indicator."
            raise invalid("body", "account_id", code="missing", message=message)
        await self._refuse_unknown(lock, wanted)
        made = await self._locks.exceptions([lock_id], visible_to=actor)
        refuse_beyond(MAX_EXCEPTIONS, len(made.get(lock_id, [])), "exceptions")
        exception = LockException(id=new_id(), lock_id=lock_id, **wanted.model_dump())
        await self._locks.add(exception)
        return await self._changed(lock, actor)

    async def end_exception(
        self, lock_id: UUID, exception_id: UUID, version: int, *, actor: Actor
    ) -> LockOut:
        lock = await self._held(lock_id, version, actor)
        if not await self._locks.remove_exception(lock_id, exception_id):
            raise NotFoundError("There is no such exception.")
        return await self._changed(lock, actor)

    async def _refuse_unknown(
        self, lock: PeriodLock, wanted: LockExceptionCreate
    ) -> None:
        indicator, account = wanted.indicator_id, wanted.account_id
        if indicator and not await self._locks.indicator_is_of(indicator, lock):
            message = "It holds for no such indicator."
            raise invalid(
                "body", "indicator_id", code="unknown_indicator", message=message
            )
        if account and not await self._locks.knows_account(account):
            message = "There is no such person."
            raise invalid("body", "account_id", code="unknown_account", message=message)

    async def _held(self, lock_id: UUID, version: int, actor: Actor) -> PeriodLock:
        lock = await self._locks.get(lock_id, visible_to=actor)
        if lock is None:
            raise NotFoundError("There is no such lock.")
        owner_id = lock.project_id or lock.programme_id
        assert owner_id is not None
        await self._projects.hold(owner_id, NEEDED, actor=actor)
        if not await self._locks.refresh(lock):
            raise NotFoundError("There is no such lock.")
        if lock.version != version:
            current = await self._shown(lock_id, actor)
            raise StaleVersionError("Somebody else changed this lock.", current=current)
        return lock

    async def _changed(self, lock: PeriodLock, actor: Actor) -> LockOut:
        lock.version += 1
        await self._locks.save()
        return await self._shown(lock.id, actor)

    async def _shown(self, lock_id: UUID, actor: Actor) -> LockOut:
        (shown,) = await self._out([await self._locks.shown(lock_id)], actor)
        return shown

    async def _out(self, rows: Sequence[AnyRow], actor: Actor) -> list[LockOut]:
        exceptions = await self._locks.exceptions(
            [row.lock_id for row in rows], visible_to=actor
        )
        return [_out(row, exceptions.get(row.lock_id, []), actor) for row in rows]


def _out(row: AnyRow, exceptions: Sequence[AnyRow], actor: Actor) -> LockOut:
    today = datetime.now(UTC).date()
    excepted = any(
        one.account_id == actor.account_id
        and one.indicator_id is None
        and one.until >= today
        for one in exceptions
    )
    return LockOut(
        id=row.lock_id,
        what="programme" if row.programme_id else "project",
        owner_id=row.programme_id or row.project_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reason=row.reason,
        locked_by=person(row.locked_by, row.who),
        locked_at=row.created_at,
        version=row.version,
        holds_for_me=not excepted,
        exceptions=[
            LockExceptionOut(
                id=one.id,
                person=person(one.account_id, one.who),
                indicator_id=one.indicator_id,
                indicator_title=one.title,
                until=one.until,
            )
            for one in exceptions
        ],
    )
