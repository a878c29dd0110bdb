"""`Idempotency-Key`: a repeated request gets the first one's answer, and acts once.

The key's row, the business change and the stored answer are one transaction, so a
crash leaves all or nothing. A second request with the same key waits for the first
on the row's unique index. Refusals are not stored: they may be tried again.
"""

import hashlib
import re
from collections.abc import Collection
from http import HTTPStatus

from fastapi import FastAPI
from sqlalchemy import LargeBinary, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bromost_common.db import SessionMaker
from bromost_common.errors import ConflictError, invalid
from bromost_common.quick import ReadsOf

from .auth import current_actor, session_token
from .bearer import has_bearer
from .edge import SAFE_METHODS
from .session import ENCLOSING_SESSION

MAX_KEY_LENGTH = 200
_BYTES = LargeBinary()
_CLAIM = text(
    "INSERT INTO common.idempotency (id, request_digest) VALUES (:id, :digest)"
    " ON CONFLICT DO NOTHING RETURNING id"
).bindparams(bindparam("id", type_=_BYTES), bindparam("digest", type_=_BYTES))
_STORED = (
    text(
        "SELECT request_digest, status, headers, body FROM common.idempotency"
        " WHERE id = :id"
    )
    .bindparams(bindparam("id", type_=_BYTES))
    .columns(headers=JSONB())
)
_STORE = text(
    "UPDATE common.idempotency SET status = :status, headers = :headers, body = :body"
    " WHERE id = :id"
).bindparams(
    bindparam("id", type_=_BYTES),
    bindparam("headers", type_=JSONB()),
    bindparam("body", type_=_BYTES),
)
_REPEATED_HEADERS = ("content-type", "etag", "location")


class KeyReusedError(ConflictError):
    """The key was sent before with another request."""

    code = "idempotency_key_reused"


class _Refused(Exception):  # noqa: N818  # carries an answer, is no error
    """Rolls the transaction back; the answer has been captured already."""


class IdempotencyMiddleware:
    """Wraps keyed unsafe requests in one transaction and remembers their answers."""

    def __init__(
        self, app: ASGIApp, *, owner: FastAPI, never: Collection[str] = ()
    ) -> None:
        """`never` are paths whose bodies leave no trace, not even a digest.

        As in the document: `{x}` stands for any one part.
        """
        self._app = app
        self._owner = owner
        self._never = re.compile("|".join(map(_pattern, never)) or r"(?!)")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self._app(scope, receive, send)
            return
        key = Headers(scope=scope).get("idempotency-key")
        if key is None or self._never.fullmatch(
            scope["path"].removeprefix(scope.get("root_path", ""))
        ):
            await self._app(scope, receive, send)
            return
        if not key or len(key) > MAX_KEY_LENGTH:
            raise invalid(
                "header",
                "idempotency-key",
                code="invalid_idempotency_key",
                message=f"A key has 1 to {MAX_KEY_LENGTH} characters.",
            )
        body = await Request(scope, receive).body()
        answer = await self._answer(scope, key, body)
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, key: str, body: bytes) -> Response:
        sessions: SessionMaker = self._owner.state.sessions
        identity = _digest(_credential(scope), scope["method"], scope["path"], key)
        request_digest = hashlib.sha256(scope["query_string"] + b"\0" + body).digest()
        captured = _Captured(body)
        try:
            async with (
                sessions(info={"scope": scope}) as session,
                session.begin(),
            ):
                stored = await _claim(session, identity, request_digest)
                if stored is not None:
                    await self._refuse_who_left(scope)
                    return stored
                await self._app(
                    {**scope, ENCLOSING_SESSION: session},
                    captured.receive,
                    captured.send,
                )
                if captured.status >= HTTPStatus.BAD_REQUEST:
                    raise _Refused  # noqa: TRY301  # leaves the transaction
                await _store(session, identity, captured)
        except _Refused:
            pass
        return captured.response()

    async def _refuse_who_left(self, scope: Scope) -> None:
        """A session that ended, or a key that was revoked, gets no old answers."""
        request = Request(scope)
        if has_bearer(request) or session_token(request):
            await current_actor(request, ReadsOf(self._owner.state.quick, scope), None)


class _Captured:
    """Replays a read body to the application and keeps what it answers."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self.status = 0
        self.headers: dict[str, str] = {}
        self.content = b""

    async def receive(self) -> Message:
        body, self._body = self._body, None
        if body is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = dict(Headers(raw=message["headers"]))
        elif message["type"] == "http.response.body":
            self.content += message.get("body", b"")

    def response(self) -> Response:
        headers = {k: v for k, v in self.headers.items() if k != "content-length"}
        return Response(self.content, self.status, headers)


def _pattern(path: str) -> str:
    parts = re.split(r"\{[a-z_]+\}", path)
    return "[^/]+".join(re.escape(part) for part in parts)


def _credential(scope: Scope) -> str:
    headers = Headers(scope=scope)
    return headers.get("cookie", "") + headers.get("authorization", "")


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).digest()


async def _claim(
    session: AsyncSession, identity: bytes, digest: bytes
) -> Response | None:
    """None when the key is ours to use now; else the answer that was given to it."""
    claimed = await session.scalar(_CLAIM, {"id": identity, "digest": digest})
    if claimed is not None:
        return None
    row = (await session.execute(_STORED, {"id": identity})).one()
    if row.request_digest != digest:
        raise KeyReusedError("This key was used for another request.")
    headers = {**row.headers, "Idempotency-Replayed": "true"}
    return Response(row.body, row.status, headers)


async def _store(session: AsyncSession, identity: bytes, answer: _Captured) -> None:
    kept = {k: v for k, v in answer.headers.items() if k in _REPEATED_HEADERS}
    await session.execute(
        _STORE,
        {
            "id": identity,
            "status": answer.status,
            "headers": kept,
            "body": answer.content,
        },
    )
