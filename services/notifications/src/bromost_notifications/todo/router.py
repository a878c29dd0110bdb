from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from bromost_common.auth import Actor
from bromost_common.paging import Page
from bromost_common.web.auth import requires
from bromost_common.web.paging import PageQuery
from bromost_common.web.session import Session
from bromost_notifications.tagged import AS_BEFORE, Known, tagged

from .schemas import TodoCount, TodoOut
from .service import TodoService

router = APIRouter(prefix="/todo", tags=["to do"])

# Everybody who reads has a list of their own.
Reader = Annotated[Actor, Depends(requires("inbox.read"))]


async def _service(session: Session) -> TodoService:
    return TodoService(session)


async def today() -> date:
    return datetime.now(UTC).date()


Todo = Annotated[TodoService, Depends(_service)]
Today = Annotated[date, Depends(today)]


@router.get(
    "",
    summary="What one has to do, soonest first",
    description="Computed from how things stand, not from messages: what is done is no"
    " longer in it. Overdue things, and those of the next 60 days.",
    responses=AS_BEFORE,
)
async def list_todo(
    *,
    todo: Todo,
    actor: Reader,
    page: PageQuery,
    today: Today,
    if_none_match: Known = None,
) -> Page[TodoOut]:
    return tagged(await todo.page(page, today, actor=actor), if_none_match)  # type: ignore[no-any-return]  # FastAPI passes responses through


@router.get("/count", summary="How much one has to do, by urgency", responses=AS_BEFORE)
async def count_todo(
    todo: Todo, actor: Reader, today: Today, if_none_match: Known = None
) -> TodoCount:
    return tagged(await todo.count(today, actor=actor), if_none_match)  # type: ignore[no-any-return]  # see above
