"""`as_of`: a read of what was on record at a moment, instead of what is now.

The past is read where one may read history: elsewhere it would tell, day by day, what
has changed, and to a funder what was still a draft.
"""

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request

from bromost_common.past import PastReads, moment_of, read_past
from bromost_common.quick import QuickReads

from .auth import begin_acting, current_actor, require
from .session import Quick, Session

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


HISTORY = "history.read"


async def _look_back(request: Request, quick: Quick) -> None:
    """From here on the request acts with those roles that read history."""
    actor = await current_actor(request, quick, None)
    require(actor, HISTORY)
    await begin_acting(request, actor.holding(HISTORY))


async def _as_of(
    request: Request, session: Session, quick: Quick, as_of: _Moment = None
) -> None:
    # The actor comes first: the session's first statement says who reads.
    if as_of is not None:
        await _look_back(request, quick)
        await read_past(session, request.app.state.service, moment_of(as_of))


async def _recorded_as_of(
    request: Request, session: Session, quick: Quick, recorded_as_of: _Moment = None
) -> None:
    if recorded_as_of is not None:
        await _look_back(request, quick)
        moment = moment_of(recorded_as_of, name="recorded_as_of")
        await read_past(session, request.app.state.service, moment)


# For `dependencies=` of a route that reads by its session.
AS_OF = Depends(_as_of)
# The same where `as_of` has a meaning in the domain, as with a partnership's status.
RECORDED_AS_OF = Depends(_recorded_as_of)


async def _quick_or_past(
    request: Request, quick: Quick, as_of: _Moment = None
) -> QuickReads:
    state = request.app.state
    if as_of is None:
        return quick
    await _look_back(request, quick)
    moment = moment_of(as_of)
    return PastReads(state.sessions, request.scope, state.service, moment)


# The quick reads of a list that can also be read as of a moment.
QuickOrPast: TypeAlias = Annotated[QuickReads, Depends(_quick_or_past)]
