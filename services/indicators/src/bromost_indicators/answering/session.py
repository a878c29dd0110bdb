"""Who comes by a link: a cookie of its own, which no other operation looks at."""

from typing import Annotated

from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie

from bromost_common.auth import Actor
from bromost_common.context import ACTOR, CONTEXT, act_as
from bromost_common.digests import token_digest
from bromost_common.errors import NotAuthenticatedError
from bromost_common.web.session import ENCLOSING_SESSION, Quick

from .rules import LIFETIME, acting, refuse_ended

_COOKIE, _HTTPS_COOKIE = "contribution", "__Host-contribution"
_LONGEST_TOKEN = 100
_cookie_scheme = APIKeyCookie(
    name=_COOKIE,
    scheme_name="contribution",
    description="Set by `open_contribution`, for what its link asks for alone.",
    auto_error=False,
)
_WHO = "SELECT * FROM indicators.contributor_of($1)"


def cookie_name(request: Request) -> str:
    return _HTTPS_COOKIE if request.app.state.settings.is_https else _COOKIE


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser its session; an empty token takes it back."""
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(LIFETIME.total_seconds()) if token else 0,
        secure=request.app.state.settings.is_https,
        httponly=True,
        samesite="strict",
        path="/",
    )


async def contributor(
    request: Request,
    quick: Quick,
    _: Annotated[str | None, Security(_cookie_scheme)],
) -> Actor:
    token = request.cookies.get(cookie_name(request))
    if not token or len(token) > _LONGEST_TOKEN:
        raise NotAuthenticatedError("Open the link that you got.")
    row = await quick.row(_WHO, token_digest(token))
    if row is None:
        raise NotAuthenticatedError("Open the link that you got once more.")
    refuse_ended(is_withdrawn=row["is_withdrawn"], is_expired=row["is_expired"])
    actor = Actor(
        account_id=row["link_id"],
        session_id=row["session_id"],
        display_name=row["name"],
        locale=row["language"],
        grants=(),
        access=request.app.state.access,
        method="contribution_link",
        machine_id=row["made_by"],
    )
    request.scope[ACTOR] = actor
    request.scope[CONTEXT] = acting(actor.account_id)
    enclosing = request.scope.get(ENCLOSING_SESSION)
    if enclosing is not None:
        await act_as(enclosing, request.scope[CONTEXT])
    return actor


# It has no grants, so that it may do nothing that asks for a permission.
Contributor = Annotated[Actor, Depends(contributor)]
