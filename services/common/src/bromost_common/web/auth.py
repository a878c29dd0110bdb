"""Routes say who may call them: `Annotated[Actor, Depends(requires("x.read"))]`."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie

from bromost_common.auth import Actor, Grant, Role
from bromost_common.context import CONTEXT, act_as
from bromost_common.errors import (
    NotAuthenticatedError,
    PermissionDeniedError,
    StepUpRequiredError,
)

from .session import ENCLOSING_SESSION, Quick

# Where the rest of a request finds who it comes from.
ACTOR = "bromost.actor"
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
    name = HTTPS_COOKIE if request.app.state.settings.is_https else HTTP_COOKIE
    return request.cookies.get(name)


def token_digest(token: str) -> bytes:
    """What is stored of a session token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


async def current_actor(
    request: Request,
    quick: Quick,
    _: Annotated[str | None, Security(_cookie_scheme)],
) -> Actor:
    token = session_token(request)
    if token is None:
        raise NotAuthenticatedError("Sign in to continue.")
    row = await quick.row(_ACTOR, token_digest(token))
    if row is None:
        raise NotAuthenticatedError("Your session has ended. Sign in again.")
    actor = Actor(
        account_id=row["account_id"],
        session_id=row["session_id"],
        display_name=row["display_name"],
        locale=row["locale"],
        grants=grants(row["roles"], row["scopes"]),
        access=request.app.state.access,
    )
    await begin_acting(request, actor)
    return actor


def grants(roles: Sequence[str], scopes: Sequence[UUID | None]) -> tuple[Grant, ...]:
    """What `common.grants_of` gives: role and scope at the same place of two lists."""
    return tuple(Grant(Role(r), s) for r, s in zip(roles, scopes, strict=True))


async def begin_acting(request: Request, actor: Actor) -> None:
    """Whatever this request reads and writes, it does as `actor`."""
    request.scope[ACTOR] = actor
    request.scope[CONTEXT] = actor.context
    enclosing = request.scope.get(ENCLOSING_SESSION)
    if enclosing is not None:
        await act_as(enclosing, actor.context)


CurrentActor = Annotated[Actor, Depends(current_actor)]


async def _fresh_actor(actor: CurrentActor, quick: Quick) -> Actor:
    row = await quick.row(_IS_FRESH, actor.session_id)
    if not row["fresh"]:
        raise StepUpRequiredError("Show once more that it is you to do this.")
    return actor


# For dangerous things that people do to what is their own.
FreshActor = Annotated[Actor, Depends(_fresh_actor)]


def requires(
    permission: str, *, fresh: bool = False
) -> Callable[..., Awaitable[Actor]]:
    """Who may do it; with `fresh`, only within ten minutes of proving who they are."""

    async def check(actor: CurrentActor) -> Actor:
        if not actor.may(permission):
            raise PermissionDeniedError(f"This needs the permission {permission!r}.")
        return actor

    async def check_fresh(
        actor: Annotated[Actor, Depends(check)], quick: Quick
    ) -> Actor:
        return await _fresh_actor(actor, quick)

    return check_fresh if fresh else check
