"""Routes say who may call them: `Annotated[Actor, Depends(requires("x.read"))]`."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie

from bromost_common.auth import Actor
from bromost_common.context import ACTOR, CONTEXT, act_as
from bromost_common.digests import token_digest
from bromost_common.errors import (
    NotAuthenticatedError,
    PermissionDeniedError,
    StepUpRequiredError,
)

from .bearer import (
    API_KEY_SCHEME,
    OAUTH2_SCHEME,
    PeopleOnlyError,
    bearer_actor,
    grants_of,
    has_bearer,
    insufficient_scope,
)
from .session import ENCLOSING_SESSION, Quick

HTTP_COOKIE = "sid"
HTTPS_COOKIE = "__Host-sid"

_ACTOR = "SELECT * FROM common.actor_of_session($1)"
_IS_FRESH = "SELECT common.session_is_fresh($1) AS fresh"
_cookie_scheme = APIKeyCookie(
    name=HTTP_COOKIE,
    scheme_name="session",
    description="Set by `sign_in`; named `__Host-sid` where the address is https.",
    auto_error=False,
)


def session_token(request: Request) -> str | None:
    """The cookie; none is looked at where there is an `Authorization` header."""
    if has_bearer(request):
        return None
    name = HTTPS_COOKIE if request.app.state.settings.is_https else HTTP_COOKIE
    return request.cookies.get(name)


async def current_actor(
    request: Request,
    quick: Quick,
    _: Annotated[str | None, Security(_cookie_scheme)],
) -> Actor:
    """Whoever calls: a person with a session, or a program with a bearer."""
    actor: Actor | None = request.scope.get(ACTOR)
    if actor is None:
        if has_bearer(request):
            actor = await bearer_actor(request, quick)
        else:
            actor = await _signed_in(request, quick)
        await begin_acting(request, actor)
    return actor


async def _signed_in(request: Request, quick: Quick) -> Actor:
    token = session_token(request)
    if token is None:
        raise NotAuthenticatedError("Sign in to continue.")
    row = await quick.row(_ACTOR, token_digest(token))
    if row is None:
        raise NotAuthenticatedError("Your session has ended. Sign in again.")
    return Actor(
        account_id=row["account_id"],
        session_id=row["session_id"],
        display_name=row["display_name"],
        locale=row["locale"],
        grants=grants_of(row["roles"], row["scopes"]),
        access=request.app.state.access,
    )


async def begin_acting(request: Request, actor: Actor) -> None:
    """Whatever this request reads and writes, it does as `actor`."""
    request.scope[ACTOR] = actor
    request.scope[CONTEXT] = actor.context
    enclosing = request.scope.get(ENCLOSING_SESSION)
    if enclosing is not None:
        await act_as(enclosing, actor.context)


async def _person(actor: Annotated[Actor, Depends(current_actor)]) -> Actor:
    if actor.machine_id is not None:
        raise PeopleOnlyError("This is for people who are signed in, not for programs.")
    return actor


async def _anybody(
    actor: Annotated[Actor, Depends(current_actor)],
    _: Annotated[object, Security(API_KEY_SCHEME)],
) -> Actor:
    return actor


# Somebody about what is their own; no program does that for them.
CurrentActor = Annotated[Actor, Depends(_person)]
# Whoever it is; for what a permission decides.
AnyActor = Annotated[Actor, Depends(_anybody)]


async def _fresh_actor(actor: CurrentActor, quick: Quick) -> Actor:
    row = await quick.row(_IS_FRESH, actor.session_id)
    if not row["fresh"]:
        raise StepUpRequiredError("Show once more that it is you to do this.")
    return actor


# For dangerous things that people do to what is their own.
FreshActor = Annotated[Actor, Depends(_fresh_actor)]


def require(actor: Actor, permission: str) -> None:
    """Refuse who may not do it anywhere."""
    if actor.may(permission):
        return
    if actor.machine_id is not None:
        raise insufficient_scope(permission)
    raise PermissionDeniedError(f"This needs the permission {permission!r}.")


def requires(
    permission: str, *, fresh: bool = False
) -> Callable[..., Awaitable[Actor]]:
    """Who may do it; with `fresh`, only within ten minutes of proving who they are."""

    async def check(
        actor: AnyActor,
        _: Annotated[object, Security(OAUTH2_SCHEME, scopes=[permission])],
    ) -> Actor:
        require(actor, permission)
        return actor

    async def check_fresh(
        actor: Annotated[Actor, Depends(check)], person: FreshActor
    ) -> Actor:
        del person
        return actor

    return check_fresh if fresh else check
