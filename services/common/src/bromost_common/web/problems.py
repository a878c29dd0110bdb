"""The one error body: RFC 9457 `application/problem+json`."""

from http import HTTPStatus
from typing import Any

import structlog
from asyncpg.exceptions import InterfaceError as DriverError
from asyncpg.exceptions import InternalClientError, PostgresError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from bromost_common.db import sqlstate
from bromost_common.errors import DomainError
from bromost_common.schema import SchemaTooOldError

from .audit import trace_refusal

log = structlog.get_logger(__name__)

RETRY_AFTER_SECONDS = 5
# 08 connection, 53 resources, 57P operator intervention: the database is away or full.
_NOT_ALLOWED = "42501"
_AWAY = ("08", "53", "57P", "25006", "55P03", "57014")


class ProblemField(BaseModel):
    """One refused part of the request."""

    loc: list[str | int] = Field(examples=[["body", "name"]])
    code: str = Field(examples=["string_too_short"])
    message: str = Field(examples=["String should have at least 2 characters"])


class Problem(BaseModel):
    """Every body that is not a success, of every service."""

    code: str = Field(
        description="Stable; programs switch on it.", examples=["not_found"]
    )
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(description="A sentence for people; may be reworded.")
    fields: list[ProblemField]
    current: dict[str, Any] | None = Field(
        default=None,
        description="With `stale_version`: the resource as it is now.",
    )


_PROBLEM_CONTENT: dict[str, Any] = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "The request was refused.", "content": _PROBLEM_CONTENT},
    "503": {
        "description": "The database is away; try again after `Retry-After` seconds.",
        "content": _PROBLEM_CONTENT,
        "headers": {
            "Retry-After": {
                "description": "Seconds to wait.",
                "required": True,
                "schema": {"type": "integer"},
            }
        },
    },
}


def problem_response(
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    fields: list[ProblemField] | None = None,
    headers: dict[str, str] | None = None,
    current: dict[str, Any] | None = None,
) -> JSONResponse:
    problem = Problem(
        code=code,
        title=status.phrase,
        status=status,
        detail=detail,
        fields=fields or [],
        current=current,
    )
    return JSONResponse(
        problem.model_dump(mode="json", exclude_none=True),
        status_code=int(status),
        headers=headers,
        media_type="application/problem+json",
    )


async def _domain_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    log.info("refused", code=error.code)
    await trace_refusal(request, error)
    return problem_response(
        error.status,
        error.code,
        error.detail,
        fields=[
            ProblemField(loc=list(f.loc), code=f.code, message=f.message)
            for f in error.fields
        ],
        headers=error.headers,
        current=dict(error.current) if error.current is not None else None,
    )


async def _validation_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    malformed = any(e["type"] == "json_invalid" for e in error.errors())
    return problem_response(
        HTTPStatus.BAD_REQUEST if malformed else HTTPStatus.UNPROCESSABLE_ENTITY,
        "malformed_json" if malformed else "invalid_request",
        "The body is not valid JSON." if malformed else "Some fields are not valid.",
        fields=[
            ProblemField(loc=list(e["loc"]), code=e["type"], message=e["msg"])
            for e in error.errors()[:100]
        ],
    )


def _allowed_methods(request: Request) -> str:
    """What the path takes in all; Starlette tells of the first route alone."""
    methods = ("DELETE", "GET", "PATCH", "POST", "PUT")
    return ", ".join(
        method
        for method in methods
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.router.routes
        )
    )


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = _allowed_methods(request)
    too_large = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return problem_response(
        status,
        "body_too_large" if too_large else status.name.lower(),
        error.detail,
        headers=headers,
    )


async def _database_error(_: Request, error: Exception) -> JSONResponse:
    state = sqlstate(error)
    if state.startswith("22") or _is_client_side_data_error(error):
        # A value that passed our own checks but that PostgreSQL cannot hold.
        log.warning("value_refused_by_database", sqlstate=state)
        return problem_response(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "invalid_value",
            "A value is outside of what can be stored.",
        )
    if state == _NOT_ALLOWED:
        # Row-level security refused what our own checks had let through.
        log.error("refused_by_database")
        return problem_response(
            HTTPStatus.FORBIDDEN, "permission_denied", "You may not do this here."
        )
    if _is_away(error, state):
        log.error("database_unavailable", sqlstate=state, error=type(error).__name__)
        return problem_response(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "database_unavailable",
            "The database does not answer just now. Nothing was lost; try again soon.",
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
    return await _unexpected(_, error)


def _is_client_side_data_error(error: Exception) -> bool:
    """The driver could not even write the value down for PostgreSQL."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return type(origin).__name__ == "DataError"


def _is_away(error: Exception, state: str) -> bool:
    if state:
        return state.startswith(_AWAY)
    return (
        not isinstance(error, DBAPIError)
        or error.connection_invalidated
        or isinstance(error, OperationalError | InterfaceError)
    )


async def _gone(_: Request, error: Exception) -> JSONResponse:
    """Whoever asked has hung up within the body; nobody reads this, but the log."""
    del error
    return problem_response(
        HTTPStatus.BAD_REQUEST, "incomplete_body", "The body ended before its end."
    )


async def _schema_too_old(_: Request, error: Exception) -> JSONResponse:
    log.error("schema_too_old", found=str(error))
    return problem_response(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "schema_too_old",
        str(error),
        headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
    )


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    log.error("unexpected_error", exc_info=error)
    return problem_response(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "unexpected_error",
        "Something went wrong on our side. The request id in the headers finds it.",
    )


# asyncpg raises its own errors, and plain OSError, where no connection is to be had.
_HANDLERS: dict[type[Exception], Any] = {
    DomainError: _domain_error,
    RequestValidationError: _validation_error,
    HTTPException: _http_error,
    DBAPIError: _database_error,
    PoolTimeoutError: _database_error,
    PostgresError: _database_error,
    SchemaTooOldError: _schema_too_old,
    ClientDisconnect: _gone,
    DriverError: _database_error,
    # How the driver says that its connection was ended while it was being made.
    InternalClientError: _database_error,
    OSError: _database_error,
}


async def render(request: Request, error: Exception) -> JSONResponse:
    """The answer to `error`, for what happens outside of a route."""
    for kind, handler in _HANDLERS.items():
        if isinstance(error, kind):
            response: JSONResponse = await handler(request, error)
            return response
    return await _unexpected(request, error)


def install_problem_handlers(app: FastAPI) -> None:
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
