"""The cookies of signing in, and what is told of the browser that holds them."""

from typing import Annotated

from fastapi import Depends, Request, Response

from bromost_common.web.auth import HTTP_COOKIE, HTTPS_COOKIE
from bromost_common.web.limits import caller_network

from .device import device_of
from .service import ABSOLUTE_LIMIT, Browser

PENDING_SECONDS = 600
_LONGEST_TOKEN = 100


async def _browser(request: Request) -> Browser:
    device = device_of(request.headers.get("user-agent"))
    return Browser(device, caller_network(request))


CallersBrowser = Annotated[Browser, Depends(_browser)]


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser its session; an empty token takes it back."""
    https = request.app.state.settings.is_https
    response.set_cookie(
        HTTPS_COOKIE if https else HTTP_COOKIE,
        token,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()) if token else 0,
        secure=https,
        httponly=True,
        samesite="lax",
        path="/",
    )


def set_pending_cookie(request: Request, response: Response, token: str) -> None:
    """Bind a sign-in between its steps to this browser; empty when it is over."""
    https = request.app.state.settings.is_https
    response.set_cookie(
        _pending_name(request),
        token,
        max_age=PENDING_SECONDS if token else 0,
        secure=https,
        httponly=True,
        samesite="strict",
        path="/",
    )


def pending_token(request: Request) -> str | None:
    token = request.cookies.get(_pending_name(request))
    return token if token and len(token) <= _LONGEST_TOKEN else None


def _pending_name(request: Request) -> str:
    return "__Host-signin" if request.app.state.settings.is_https else "signin"
