"""Answers of the portal: for everybody, so they may be kept by whoever fetched them."""

import gzip
import hashlib

from fastapi import Request, Response

# Somebody's copy may show what was taken away for this long, and no longer.
PAGE_SECONDS = 60
FOR_EVER = "public, max-age=31536000, immutable"
# Nothing here fetches; tools that look at a page ask for its robots.txt from within.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
)
HTML = "text/html; charset=utf-8"


def answered(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    keep: str = f"public, max-age={PAGE_SECONDS}, must-revalidate",
    is_framed: bool = False,
) -> Response:
    """`body`, or 304 for whoever has it; says nothing of who asked, and asks nobody.

    What may be framed (`is_framed`) or shown on other sites says so in its headers.
    """
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = _headers(is_framed=is_framed) | {
        "Cache-Control": keep,
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if tag in _tags(request):
        return Response(status_code=304, headers=headers)
    if _takes_gzip(request) and not media_type.startswith("image/png"):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 6, mtime=0)
    return Response(body, media_type=media_type, headers=headers)


def previewed(body: bytes) -> Response:
    """A page for who asked, and nobody else: neither kept nor found."""
    headers = _headers(is_framed=False) | {
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return Response(body, media_type=HTML, headers=headers)


def refused(body: bytes, status: int) -> Response:
    """A page that says what is wrong; nobody keeps it."""
    headers = _headers(is_framed=False) | {"Cache-Control": "no-store"}
    return Response(body, status, media_type=HTML, headers=headers)


def _headers(*, is_framed: bool) -> dict[str, str]:
    headers = {"Content-Security-Policy": _POLICY.format(frames="'none'")}
    if is_framed:
        headers["Content-Security-Policy"] = _POLICY.format(frames="*")
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    else:
        headers["X-Frame-Options"] = "DENY"
    return headers


def _tags(request: Request) -> set[str]:
    given = request.headers.get("if-none-match", "")
    return {tag.strip() for tag in given.split(",")}


def _takes_gzip(request: Request) -> bool:
    accepted = request.headers.get("accept-encoding", "")
    parts = [part.replace(" ", "") for part in accepted.split(",")]
    return any(p == "gzip" or (p.startswith("gzip;q=") and p[7:] != "0") for p in parts)
