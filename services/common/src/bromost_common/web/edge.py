"""What every request passes first: identity, headers, size limit, same-site check."""

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, reset_contextvars
from uuid_utils import uuid7

from bromost_common.context import REQUEST_ID
from bromost_common.errors import (
    AddressTooLongError,
    CookieTooLargeError,
    CrossSiteRequestError,
    HeadersTooLargeError,
    TooLargeError,
)

from .problems import render

log = structlog.get_logger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
API_HEADERS = {
    "Cache-Control": "no-store",
    # Nothing here is a page: should a browser show it as one, it may do nothing.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"
# Where whatever handles the request leaves headers for its answer, refusal or not.
EXTRA_HEADERS = "bromost.headers"
MAX_ADDRESS = 8_192
MAX_COOKIE = 4_096
MAX_HEADERS = 32_768
MAX_HEADER_COUNT = 100


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [
        (name.lower().encode(), value.encode("latin-1"))
        for name, value in headers.items()
    ]


def _besides(
    given: set[bytes], more: list[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """Headers that an answer lacks; a policy of its own says who may frame it."""
    if b"content-security-policy" in given:
        given = given | {b"x-frame-options"}
    return [one for one in more if one[0] not in given]


class RequestContextMiddleware:
    """Gives each request an id, logs it once, and sets the security headers."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        # As they are sent, since every answer has them.
        self._headers = _raw(
            API_HEADERS | ({"Strict-Transport-Security": HSTS} if https else {})
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid7())
        scope[REQUEST_ID] = request_id
        started = time.perf_counter()
        status = 0
        extra: dict[str, str] = {}
        scope[EXTRA_HEADERS] = extra

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.setdefault("headers", [])
                more = self._headers + _raw(extra) if extra else self._headers
                headers += _besides({name for name, _ in headers}, more)
                headers.append((b"x-request-id", request_id.encode()))
            await send(message)

        before = bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            if status:
                raise
            answer = await render(Request(scope), error)
            await answer(scope, receive, send_with_headers)
        finally:
            route = scope.get("route")
            log.info(
                "request",
                method=scope["method"],
                route=getattr(route, "path", None),
                status=int(status),
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
            reset_contextvars(**before)


def check_same_site(headers: Headers) -> None:
    """Refuse what another site's page sent; programs send neither header and pass."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise CrossSiteRequestError("This request came from another site.")
        return
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        raise CrossSiteRequestError("This request came from another site.")


def check_size(scope: Scope) -> None:
    """Refuse what is larger than anything that is meant."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_ADDRESS:
        raise AddressTooLongError(f"An address has at most {MAX_ADDRESS} characters.")
    size = cookies = 0
    for name, value in scope["headers"]:
        size += len(name) + len(value)
        if name == b"cookie":
            cookies += len(value)
    if cookies > MAX_COOKIE:
        raise CookieTooLargeError(f"Cookies have at most {MAX_COOKIE} bytes.")
    if size > MAX_HEADERS or len(scope["headers"]) > MAX_HEADER_COUNT:
        raise HeadersTooLargeError(f"Headers have at most {MAX_HEADERS} bytes.")


class GuardMiddleware:
    """Refuses cross-site changes, and whatever is over the limit."""

    def __init__(self, app: ASGIApp, *, limits: tuple[int, int]) -> None:
        """`limits` are the bytes of a body, and of a form with files."""
        self._app = app
        self._body_limit, self._upload_limit = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        check_size(scope)
        if scope["method"] in SAFE_METHODS:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not headers.get("authorization", "").lower().startswith("bearer "):
            # No browser adds a bearer by itself, and with one no cookie is looked at.
            check_same_site(headers)
        is_upload = headers.get("content-type", "").startswith("multipart/form-data")
        limit = self._upload_limit if is_upload else self._body_limit
        detail = f"A body may have at most {limit} bytes."
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > limit:
            raise TooLargeError(detail)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                # Not a DomainError: FastAPI turns all but this into "cannot parse".
                raise HTTPException(413, detail)
            return message

        await self._app(scope, counted, send)
