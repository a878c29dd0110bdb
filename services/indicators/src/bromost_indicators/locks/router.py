from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import LockCreate, LockExceptionCreate, LockOut
from .service import LockService

router = APIRouter(tags=["locks"])
Reviewer = Annotated[Actor, Depends(requires("entry.review"))]


async def _service(session: Session) -> LockService:
    return LockService(session)


Locks = Annotated[LockService, Depends(_service)]


@router.get(
    "/frameworks/{owner_id}/locks",
    summary="Days of which nothing more is said, the newest first",
)
async def list_period_locks(
    locks: Locks,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    owner_id: UUID,
    page: PageQuery,
) -> Page[LockOut]:
    """Of a project also those of its programme, which hold for it as well."""
    return await locks.page(owner_id, page, actor=actor)


@router.post(
    "/frameworks/{owner_id}/locks",
    summary="Lock days of a project, or of all of a programme",
    status_code=status.HTTP_201_CREATED,
)
async def lock_periods(
    locks: Locks, actor: Reviewer, owner_id: UUID, response: Response, body: LockCreate
) -> LockOut:
    """Values of periods that touch these days are refused with `period_locked`."""
    lock = await locks.lock(owner_id, body, actor=actor)
    set_etag(response, lock)
    return lock


@router.delete(
    "/locks/{lock_id}",
    summary="Lift a lock",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def lift_period_lock(
    locks: Locks, actor: Reviewer, lock_id: UUID, version: ExpectedVersion
) -> None:
    await locks.lift(lock_id, version, actor=actor)


@router.post(
    "/locks/{lock_id}/exceptions",
    summary="Let somebody, or of an indicator, still something be said",
    status_code=status.HTTP_201_CREATED,
)
async def except_from_lock(
    *,
    locks: Locks,
    actor: Reviewer,
    lock_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: LockExceptionCreate,
) -> LockOut:
    lock = await locks.make_exception(lock_id, body, version, actor=actor)
    set_etag(response, lock)
    return lock


@router.delete(
    "/locks/{lock_id}/exceptions/{exception_id}", summary="End an exception of a lock"
)
async def end_lock_exception(
    *,
    locks: Locks,
    actor: Reviewer,
    lock_id: UUID,
    exception_id: UUID,
    version: ExpectedVersion,
    response: Response,
) -> LockOut:
    lock = await locks.end_exception(lock_id, exception_id, version, actor=actor)
    set_etag(response, lock)
    return lock
