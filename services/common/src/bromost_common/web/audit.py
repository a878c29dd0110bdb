"""Writes the traces of a request: a change, a refusal, an export, data about people."""

from typing import Any
from uuid import UUID

import structlog
from asyncpg.exceptions import InterfaceError, PostgresError
from fastapi import Request
from fastapi.dependencies.models import Dependant
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bromost_common.audit import RECORD_QUICKLY, Event, Kind, exported_rows, record
from bromost_common.auth import NOBODY, Actor
from bromost_common.context import ACTOR, CONTEXT
from bromost_common.errors import DomainError
from bromost_common.reads import record_reads

log = structlog.get_logger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SEARCHED = "q"
_LONGEST_ASKED = 100
_TOLD_REFUSALS = frozenset({403, 404})


async def trace_success(session: AsyncSession, request: Request) -> None:
    """What a request leaves that is about to succeed: one event if it changes something
    or is a file to take away, and one row if it only shows data about people.
    """
    if request.method not in SAFE_METHODS:
        await record(session, _event(request, _kind(request)))
        return
    rows = exported_rows(session)
    if rows is not None:
        details = {"rows": rows, "asked": _asked(request)}
        await record(session, _event(request, "export", details=details))
    actor: Actor | None = request.scope.get(ACTOR)
    if actor is not None:
        await record_reads(
            session,
            service=request.app.state.service,
            action=_action(request),
            reader=actor.account_id,
            on_behalf_of=_program(actor),
        )


async def trace_sign_in(session: AsyncSession, request: Request) -> None:
    """One event for whoever comes in by a navigation, as from an identity provider."""
    await record(session, _event(request, "sign_in"))


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
        action=_action(request),
        object_type=named[-1][0] if named else None,
        named=[one for _, one in named],
        address=request.client.host if request.client else None,
        method=actor.method if actor else None,
        on_behalf_of=_program(actor) if actor else None,
        account=actor.account_id if actor else None,
        **known,
    )


def _action(request: Request) -> str:
    return getattr(request.scope.get("route"), "name", None) or request.method


def _program(actor: Actor) -> str | None:
    return str(actor.machine_id) if actor.machine_id else None


def _asked(request: Request) -> dict[str, str]:
    """What an export was narrowed to; words that were searched for may be a name."""
    known = _query_names(request.scope["route"].dependant)
    return {
        name: "…" if name == _SEARCHED else value[:_LONGEST_ASKED]
        for name, value in request.query_params.items()
        if name in known
    }


def _query_names(dependant: Dependant) -> set[str]:
    """What the route takes in its query; what else was sent is nobody's business."""
    names = {parameter.alias for parameter in dependant.query_params}
    return names.union(*map(_query_names, dependant.dependencies))


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
