"""Tells PostgreSQL who acts in a transaction; its row-level security decides by it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import Session

from .auth import NOBODY, Context, Reach, working_on
from .db import SessionMaker

# Where a session finds its context: itself, or a scope that will hold it in time.
CONTEXT = "bromost.context"
# Where the rest of a request finds who it comes from, and its id.
ACTOR = "bromost.actor"
REQUEST_ID = "bromost.request_id"
SET = text(
    "SELECT set_config('bromost.account', :account, true),"
    " set_config('bromost.reads', :reads, true),"
    " set_config('bromost.funds', :funds, true),"
    " set_config('bromost.writes', :writes, true),"
    " set_config('bromost.task', :task, true),"
    " set_config('bromost.request', :request, true)"
)


def settings_of(context: Context, request_id: str = "") -> dict[str, str]:
    """The context as the settings `bromost.*` have it."""
    return {
        "account": str(context.account_id or ""),
        "reads": _reach(context.reads),
        "funds": "{" + _ids(context.reads.funded) + "}",
        "writes": _reach(context.writes),
        "task": context.task,
        "request": request_id,
    }


def _reach(reach: Reach) -> str:
    return "*" if reach.everywhere else "{" + _ids(reach.scopes) + "}"


def _ids(ids: Iterable[UUID]) -> str:
    return ",".join(sorted(str(one) for one in ids))


class ContextSession(Session):
    """A session whose transactions say who acts in them."""


@event.listens_for(ContextSession, "after_begin")
def say_who_acts(session: Session, transaction: Any, connection: Any) -> None:
    if transaction.nested:
        return
    connection.execute(SET, settings_of(_context(session), _request_id(session)))


def _context(session: Session | AsyncSession) -> Context:
    """The session's own, or what is known by now of the request that it serves."""
    context: Context = session.info.get(CONTEXT) or session.info.get("scope", {}).get(
        CONTEXT, NOBODY
    )
    return context


def _request_id(session: Session | AsyncSession) -> str:
    return str(session.info.get("scope", {}).get(REQUEST_ID, ""))


async def act_as(session: AsyncSession, context: Context) -> None:
    """From now on `context` acts in this session, also in the transaction begun."""
    session.info[CONTEXT] = context
    if session.in_transaction():
        await session.execute(SET, settings_of(context, _request_id(session)))


async def take_in(session: AsyncSession, made: UUID) -> None:
    """Let this transaction see and write the object that it is about to make.

    Until its relations are stored, no scope reaches a new object.
    """
    context = _context(session)
    await act_as(
        session,
        context._replace(
            reads=context.reads._replace(scopes=context.reads.scopes | {made}),
            writes=context.writes._replace(scopes=context.writes.scopes | {made}),
        ),
    )


def working(sessions: SessionMaker, task: str) -> SessionMaker:
    """Sessions of work that the system does for everybody, beside the requests."""
    settings = {**sessions.kw, "info": {CONTEXT: working_on(task)}}
    return async_sessionmaker(**settings)
