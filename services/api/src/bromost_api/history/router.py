from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.history.schemas import HistoryPage
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session

from .service import RegistryHistory

router = APIRouter(prefix="/history", tags=["history"])

HistoryReader = Annotated[Actor, Depends(requires("history.read"))]


async def _service(session: Session) -> RegistryHistory:
    return RegistryHistory(session)


@router.get(
    "/{object_type}/{object_id}",
    summary="What was changed of a thing, by whom and why",
)
async def list_changes(
    history: Annotated[RegistryHistory, Depends(_service)],
    actor: HistoryReader,
    page: PageQuery,
    object_type: Literal[
        "organisation",
        "programme",
        "project",
        "partnership",
        "network",
        "theme",
        "conversion_rate",
        "account",
    ],
    object_id: UUID,
) -> HistoryPage:
    return await history.page(object_type, object_id, page, actor=actor)
