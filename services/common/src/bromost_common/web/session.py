"""The transaction that a request runs in."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.auth import Context
from bromost_common.context import CONTEXT, act_as
from bromost_common.db import SessionMaker
from bromost_common.errors import DomainError
from bromost_common.quick import QuickReads, QuickSource, ReadsOf

from .audit import trace_kept_refusal, trace_success

# Where an enclosing transaction (see `idempotency`) leaves its session.
ENCLOSING_SESSION = "bromost.session"


async def session_for_request(request: Request) -> AsyncIterator[AsyncSession]:
    """One request, one transaction: commit on return, roll back on exception."""
    enclosing: AsyncSession | None = request.scope.get(ENCLOSING_SESSION)
    if enclosing is not None:
        yield enclosing
        await trace_success(enclosing, request)
        return
    sessions: SessionMaker = request.app.state.sessions
    refusal: DomainError | None = None
    # Who acts is known by the first statement, when the transaction begins.
    async with sessions(info={"scope": request.scope}) as session, session.begin():
        try:
            yield session
        except DomainError as error:
            if not error.keeps_changes:
                raise
            refusal = error
            await trace_kept_refusal(session, request, error)
        else:
            await trace_success(session, request)
    if refusal is not None:
        raise refusal


# scope="function" makes FastAPI leave the block above *before* it sends the
# response. The default scope commits after the client has read "201 Created".
Session = Annotated[AsyncSession, Depends(session_for_request, scope="function")]


async def _quick_reads(request: Request) -> QuickReads:
    source: QuickSource = request.app.state.quick
    return ReadsOf(source, request.scope)


Quick = Annotated[QuickReads, Depends(_quick_reads)]


def on_task(task: str) -> Any:
    """The transaction of what nobody is signed in for yet, such as `sign_in`."""

    async def begin(request: Request) -> None:
        request.scope[CONTEXT] = Context(task=task)
        enclosing = request.scope.get(ENCLOSING_SESSION)
        if enclosing is not None:
            await act_as(enclosing, request.scope[CONTEXT])

    return Depends(begin)
