from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bromost_common.auth import Actor
from bromost_common.web.auth import requires
from bromost_common.web.session import Session
from bromost_common.web.versions import ExpectedVersion, set_etag

from .schemas import ProgrammeRulesOut, ProgrammeRulesUpdate
from .service import ProgrammeRulesService

router = APIRouter(tags=["programme rules"])


async def _service(session: Session) -> ProgrammeRulesService:
    return ProgrammeRulesService(session)


Rules = Annotated[ProgrammeRulesService, Depends(_service)]


@router.get(
    "/frameworks/{owner_id}/rules",
    summary="How results of a programme, or of a project in it, are judged",
)
async def get_programme_rules(
    rules: Rules,
    actor: Annotated[Actor, Depends(requires("result.read"))],
    owner_id: UUID,
    response: Response,
) -> ProgrammeRulesOut:
    """Version 1 where the programme laid down nothing: the defaults hold."""
    found = await rules.get(owner_id, actor=actor)
    set_etag(response, found)
    return found


@router.patch(
    "/programmes/{programme_id}/rules",
    summary="Lay down how the results of a programme are judged",
)
async def change_programme_rules(
    *,
    rules: Rules,
    actor: Annotated[Actor, Depends(requires("result.govern"))],
    programme_id: UUID,
    version: ExpectedVersion,
    response: Response,
    body: ProgrammeRulesUpdate,
) -> ProgrammeRulesOut:
    """Figures are judged anew; what was accepted stays so."""
    found = await rules.change(programme_id, body, version, actor=actor)
    set_etag(response, found)
    return found
