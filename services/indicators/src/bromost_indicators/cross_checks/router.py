from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from bromost_common.auth import Actor
from bromost_common.languages import ShortText
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import (
    CheckedDefinition,
    CrossCheckCreate,
    CrossCheckOut,
    CrossCheckUpdate,
)
from .service import CrossCheckService

router = APIRouter(tags=["value checks"])
Reader = Annotated[Actor, Depends(requires("result.read"))]
Writer = Annotated[Actor, Depends(requires("result.write"))]


async def _service(session: Session) -> CrossCheckService:
    return CrossCheckService(session)


CrossChecks = Annotated[CrossCheckService, Depends(_service)]


@router.get(
    "/frameworks/{owner_id}/cross-checks",
    summary="Rules between the indicators of a programme or project",
)
async def list_cross_checks(
    checks: CrossChecks, actor: Reader, owner_id: UUID, page: PageQuery
) -> Page[CrossCheckOut]:
    """Of a project also those of its programme, which hold for it as well."""
    return await checks.page(owner_id, page, actor=actor)


@router.get(
    "/frameworks/{owner_id}/cross-check-definitions",
    summary="What such rules may name",
)
async def list_cross_check_definitions(
    *,
    checks: CrossChecks,
    actor: Reader,
    owner_id: UUID,
    page: PageQuery,
    q: Annotated[
        ShortText | None, Query(description="Part of the code or of a name.")
    ] = None,
) -> Page[CheckedDefinition]:
    """What its indicators go by, and what it may take from a library."""
    return await checks.choices(owner_id, q, page, actor=actor)


@router.post(
    "/frameworks/{owner_id}/cross-checks",
    summary="Add a rule between indicators",
    status_code=status.HTTP_201_CREATED,
)
async def add_cross_check(
    *,
    checks: CrossChecks,
    actor: Writer,
    owner_id: UUID,
    response: Response,
    body: CrossCheckCreate,
) -> CrossCheckOut:
    """Values that break it are kept, and are to be confirmed with a comment."""
    check = await checks.add(owner_id, body, actor=actor)
    set_etag(response, check)
    return check


@router.patch("/cross-checks/{cross_check_id}", summary="Change a rule")
async def change_cross_check(
    *,
    checks: CrossChecks,
    actor: Writer,
    cross_check_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: CrossCheckUpdate,
) -> CrossCheckOut:
    check = await checks.change(cross_check_id, body, version, actor=actor)
    set_etag(response, check)
    return check


@router.delete(
    "/cross-checks/{cross_check_id}",
    summary="Remove a rule",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_cross_check(
    checks: CrossChecks, actor: Writer, cross_check_id: UUID, version: ExpectedVersion
) -> None:
    """What was confirmed of it stays in the record."""
    await checks.remove(cross_check_id, version, actor=actor)
