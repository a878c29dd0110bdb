from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request

from bromost_common.web.auth import CurrentActor
from bromost_common.web.session import Session

from .schemas import AccessExplanation, ObjectType
from .service import ExplanationService

router = APIRouter(prefix="/access-explanations", tags=["people"])


async def _service(request: Request, session: Session) -> ExplanationService:
    return ExplanationService(session, request.app.state.access)


@router.get("", summary="Why somebody may see or do something")
async def explain_access(
    explanations: Annotated[ExplanationService, Depends(_service)],
    actor: CurrentActor,
    object_type: ObjectType,
    object_id: UUID,
    account: Annotated[
        UUID | None, Query(description="Oneself if it is left out.")
    ] = None,
) -> AccessExplanation:
    return await explanations.explain(account, object_type, object_id, actor=actor)
