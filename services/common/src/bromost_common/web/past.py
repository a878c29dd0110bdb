"""`as_of`: a read of what was on record at a moment, instead of what is now."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request

from bromost_common.past import PastReads, moment_of, read_past
from bromost_common.quick import QuickReads, ReadsOf

from .auth import AnyActor
from .session import Session

_Moment: TypeAlias = Annotated[
    str | None,
    Query(
        description=(
            "Read what was on record then: a day, meaning its end in UTC, or an instant"
            " such as `2006-06-30T12:00:00Z`."
        ),
        max_length=40,
        examples=["2006-06-30"],
    ),
]


async def _as_of(
    request: Request, session: Session, _: AnyActor, as_of: _Moment = None
) -> None:
    # The actor comes first: the session's first statement says who reads.
    if as_of is not None:
        await read_past(session, request.app.state.service, moment_of(as_of))


async def _recorded_as_of(
    request: Request, session: Session, _: AnyActor, recorded_as_of: _Moment = None
) -> None:
    if recorded_as_of is not None:
        moment = moment_of(recorded_as_of, name="recorded_as_of")
        await read_past(session, request.app.state.service, moment)


# For `dependencies=` of a route that reads by its session.
AS_OF = Depends(_as_of)
# The same where `as_of` has a meaning in the domain, as with a partnership's status.
RECORDED_AS_OF = Depends(_recorded_as_of)


async def _quick_or_past(request: Request, as_of: _Moment = None) -> QuickReads:
    state = request.app.state
    if as_of is None:
        return ReadsOf(state.quick, request.scope)
    moment = moment_of(as_of)
    return PastReads(state.sessions, request.scope, state.service, moment)


# The quick reads of a list that can also be read as of a moment.
QuickOrPast: TypeAlias = Annotated[QuickReads, Depends(_quick_or_past)]
