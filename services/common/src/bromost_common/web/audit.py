"""Writes an audit event for every request that changes something or is refused."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import structlog
from asyncpg.exceptions import InterfaceError, PostgresError
from fastapi import Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import RECORD_QUICKLY, Event, Kind, record
from bromost_common.auth import NOBODY, Actor
from bromost_common.context import ACTOR, CONTEXT
from bromost_common.errors import DomainError

log = structlog.get_logger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TOLD_REFUSALS = frozenset({403, 404})


async def trace_change(session: AsyncSession, request: Request) -> None:
    """One event for an unsafe request that is about to succeed."""
    if request.method not in SAFE_METHODS:
        await record(session, _event(request, _kind(request)))


async def trace_kept_refusal(
    session: AsyncSession, request: Request, error: DomainError
) -> None:
    """One event for a refusal that leaves a trace, such as a failed sign-in."""
    event = _event(request, _kind(request), outcome="refused", code=error.code)
    await record(session, event)


async def trace_refusal(request: Request, error: DomainError) -> None:
    """One event, in a transaction of its own, for what somebody may not change."""
    known = request.scope.get(ACTOR) is not None
    if (
        request.method in SAFE_METHODS
        or error.status not in _TOLD_REFUSALS
        or not known
    ):
        return
    event = _event(request, "refusal", outcome="refused", code=error.code)
    try:
        await _record_apart(request, event)
    except (SQLAlchemyError, PostgresError, InterfaceError, OSError) as trouble:
        # The answer stays a refusal, whatever becomes of its trace.
        log.error(  # noqa: TRY400  # a trace would hold what was sent
            "refusal_not_recorded", error=type(trouble).__name__
        )


def traced(kind: Kind) -> Any:
    """For `dependencies=` of a read that leaves a trace: an export, personal data."""

    async def trace(request: Request) -> AsyncIterator[None]:
        yield
        await _record_apart(request, _event(request, kind))

    return Depends(trace, scope="function")


async def _record_apart(request: Request, event: Event) -> None:
    reader = request.scope.get(CONTEXT, NOBODY)
    values = event.values.values()
    await request.app.state.quick.row_as(reader, RECORD_QUICKLY, *values)


def _kind(request: Request) -> Kind:
    task = request.scope.get(CONTEXT, NOBODY).task
    return "sign_in" if task == "sign_in" else "change"


def _event(request: Request, kind: Kind, **known: Any) -> Event:
    actor: Actor | None = request.scope.get(ACTOR)
    named = _named(request)
    return Event(
        service=request.app.state.service,
        kind=kind,
        action=getattr(request.scope.get("route"), "name", None) or request.method,
        object_type=named[-1][0] if named else None,
        named=[one for _, one in named],
        address=request.client.host if request.client else None,
        method=actor.method if actor else None,
        on_behalf_of=str(actor.machine_id) if actor and actor.machine_id else None,
        account=actor.account_id if actor else None,
        **known,
    )


def _named(request: Request) -> list[tuple[str, UUID]]:
    """The things that the path names: `project_id=…` is a project."""
    found = []
    for name, value in request.path_params.items():
        if isinstance(value, UUID):
            found.append((name.removesuffix("_id"), value))
            continue
        try:
            found.append((name.removesuffix("_id"), UUID(str(value))))
        except ValueError:
            continue
    return found
