"""Serves the built pages from memory, compressed beforehand."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "font-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "manifest-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "object-src 'none'; "
    # No script makes scripts or markup from text: there is no policy that may.
    "require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)
SECURITY_HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
# Vite puts a hash of the content into these names.
FOR_EVER = b"public, max-age=31536000, immutable"
ALWAYS_ASK = b"no-cache"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
NOT_BUILT = b"The pages have not been built yet. Run: make run\n"


@dataclass(frozen=True)
class StaticFile:
    """A file in every encoding that was prepared for it."""

    content_type: bytes
    cache_control: bytes
    tag: bytes
    plain: bytes
    encoded: dict[str, bytes]


class SinglePageApp:
    """Files where there are files; otherwise the page, whose router reads the path."""

    def __init__(self, folder: Path, *, https: bool = False) -> None:
        self._files = _read(folder)
        self._headers = (*SECURITY_HEADERS, *((HSTS,) if https else ()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        if scope["method"] not in {"GET", "HEAD"}:
            await _answer(send, 405, [*self._headers, (b"allow", b"GET, HEAD")], b"")
            return
        path = scope["path"]
        is_page = "." not in path.rpartition("/")[2]
        file = self._files.get("/index.html" if is_page else path)
        if file is None:
            plain = (b"content-type", b"text/plain; charset=utf-8")
            body = NOT_BUILT if is_page else b"There is no such file.\n"
            status = 503 if is_page else 404
            await _answer(send, status, [*self._headers, plain], body)
            return
        await self._send_file(scope, send, file)

    async def _send_file(self, scope: Scope, send: Send, file: StaticFile) -> None:
        headers = Headers(scope=scope)
        body, encoding = _choose(file, headers.get("accept-encoding", ""))
        answer = [
            *self._headers,
            (b"content-type", file.content_type),
            (b"cache-control", file.cache_control),
            (b"etag", file.tag),
            (b"vary", b"accept-encoding"),
        ]
        if headers.get("if-none-match") == file.tag.decode():
            await _answer(send, 304, answer, b"")
            return
        if encoding:
            answer.append((b"content-encoding", encoding.encode()))
        answer.append((b"content-length", str(len(body)).encode()))
        await _answer(send, 200, answer, b"" if scope["method"] == "HEAD" else body)


def _read(folder: Path) -> dict[str, StaticFile]:
    files: dict[str, StaticFile] = {}
    if not folder.is_dir():
        return files
    suffixes = tuple(suffix for _, suffix in ENCODINGS)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name.endswith(suffixes) or name.startswith("."):
            continue
        plain = path.read_bytes()
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        is_text = kind.startswith("text/") or kind.endswith(("javascript", "json"))
        files[f"/{name}"] = StaticFile(
            content_type=(f"{kind}; charset=utf-8" if is_text else kind).encode(),
            cache_control=FOR_EVER if name.startswith("assets/") else ALWAYS_ASK,
            tag=f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"'.encode(),
            plain=plain,
            encoded={
                encoding: beside.read_bytes()
                for encoding, suffix in ENCODINGS
                if (beside := path.with_name(path.name + suffix)).exists()
            },
        )
    return files


def _choose(file: StaticFile, accepted: str) -> tuple[bytes, str | None]:
    wanted = {
        part.split(";")[0].strip()
        for part in accepted.split(",")
        if not part.replace(" ", "").endswith((";q=0", ";q=0.0"))
    }
    for encoding, body in file.encoded.items():
        if encoding in wanted:
            return body, encoding
    return file.plain, None


async def _answer(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    start = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})
