from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import (
    ReportingRequirementCreate,
    ReportingRequirementOut,
    ReportingRequirementUpdate,
)
from .service import RequirementService

router = APIRouter(tags=["reporting"])
Governor = Annotated[Actor, Depends(requires("result.govern"))]


async def _service(session: Session) -> RequirementService:
    return RequirementService(session)


Requirements = Annotated[RequirementService, Depends(_service)]


@router.get(
    "/programmes/{programme_id}/reporting-requirements",
    summary="What reports a programme asks for",
)
async def list_reporting_requirements(
    requirements: Requirements,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    programme_id: UUID,
    page: PageQuery,
) -> Page[ReportingRequirementOut]:
    return await requirements.page(programme_id, page, actor=actor)


@router.post(
    "/programmes/{programme_id}/reporting-requirements",
    summary="Ask for a kind of report",
    status_code=status.HTTP_201_CREATED,
)
async def add_reporting_requirement(
    requirements: Requirements,
    actor: Governor,
    programme_id: UUID,
    response: Response,
    body: ReportingRequirementCreate,
) -> ReportingRequirementOut:
    """Whoever owes it gets the reports at once; who joins later, when they join."""
    found = await requirements.add(programme_id, body, actor=actor)
    set_etag(response, found)
    return found


@router.patch(
    "/reporting-requirements/{reporting_requirement_id}",
    summary="Change what is asked for",
)
async def change_reporting_requirement(
    *,
    requirements: Requirements,
    actor: Governor,
    reporting_requirement_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: ReportingRequirementUpdate,
) -> ReportingRequirementOut:
    """Reports that were submitted stay as they were asked for."""
    found = await requirements.change(
        reporting_requirement_id, body, version, actor=actor
    )
    set_etag(response, found)
    return found


@router.delete(
    "/reporting-requirements/{reporting_requirement_id}",
    summary="Ask for it no longer",
    status_code=status.HTTP_204_NO_CONTENT,
)
async def remove_reporting_requirement(
    requirements: Requirements,
    actor: Governor,
    reporting_requirement_id: UUID,
    version: ExpectedVersion,
) -> None:
    """Refused with `requirement_in_use` once a report was given by it."""
    await requirements.remove(reporting_requirement_id, version, actor=actor)
