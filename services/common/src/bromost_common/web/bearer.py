"""Callers that are programs: `Authorization: Bearer`, an API key or an access token."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeAlias
from uuid import UUID

import structlog
from fastapi import Request
from fastapi.security import HTTPBearer, OAuth2

from bromost_common.access_tokens import (
    InvalidTokenError,
    Keys,
    PublishedKeys,
    published,
    verify,
)
from bromost_common.auth import NOBODY, Actor, Grant, Role
from bromost_common.errors import NotAuthenticatedError, PermissionDeniedError
from bromost_common.limits import API_KEY, Limiter
from bromost_common.quick import QuickReads

from .edge import EXTRA_HEADERS

log = structlog.get_logger(__name__)

API_KEY_SCHEME = HTTPBearer(
    scheme_name="api_key",
    bearerFormat="bromost_<8 characters>_<43 characters>",
    description="Made on the page of keys; see the documentation of authentication.",
    auto_error=False,
)
OAUTH2_SCHEME = OAuth2(
    scheme_name="oauth2",
    flows={"clientCredentials": {"tokenUrl": "/api/registry/v1/token", "scopes": {}}},
    description="An access token for this service, from the token endpoint.",
    auto_error=False,
)
_API_KEY = re.compile(r"bromost_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")
# $2 and $3 are text, so that an address we do not know is simply none.
_BY_KEY = "SELECT * FROM common.actor_of_key($1, $2::text::inet)"
_BY_TOKEN = "SELECT * FROM common.actor_of_token($1, $2, $3::text::inet)"  # noqa: S105  # a query, no secret
_KEYS = (
    "SELECT coalesce(jsonb_agg(public_jwk), '[]')::text AS keys"
    " FROM common.signing_keys_v1"
)
Found: TypeAlias = Any


class InvalidBearerError(NotAuthenticatedError):
    """The key or token is not good (any more)."""

    code = "invalid_token"


class InsufficientScopeError(PermissionDeniedError):
    """The key or token may not do this."""

    code = "insufficient_scope"


class PeopleOnlyError(PermissionDeniedError):
    """Somebody's own affair, which no program does for them."""

    code = "people_only"


@dataclass(frozen=True, slots=True)
class _Machine:
    row: Found
    method: str
    scope: frozenset[str]


def has_bearer(request: Request) -> bool:
    """Whether a program calls; whatever cookie it sends as well is not looked at."""
    return "authorization" in request.headers


async def bearer_actor(request: Request, quick: QuickReads) -> Actor:
    """Who the program acts for, with no more than both of them may."""
    scheme, _, credential = request.headers["authorization"].partition(" ")
    credential = credential.strip()
    if scheme.lower() != "bearer" or not credential:
        raise _refused("no_bearer")
    if credential.startswith("bromost_"):
        machine = await _by_key(request, quick, credential)
    else:
        machine = await _by_token(request, quick, credential)
    row = machine.row
    limiter = Limiter(quick, request.scope.get(EXTRA_HEADERS, {}))
    await limiter.take(API_KEY, str(row["machine_id"]))
    log.info("machine_acts", machine=str(row["machine_id"]), method=machine.method)
    return Actor(
        account_id=row["account_id"],
        session_id=row["machine_id"],
        machine_id=row["machine_id"],
        display_name=row["display_name"],
        locale=row["locale"],
        grants=grants_of(row["roles"], row["scopes"]),
        access=request.app.state.access.within(machine.scope),
        method=machine.method,
    )


async def _by_key(request: Request, quick: QuickReads, key: str) -> _Machine:
    if _API_KEY.fullmatch(key) is None:
        raise _refused("malformed_key")
    digest = hashlib.sha256(key.encode()).digest()
    row = await quick.row(_BY_KEY, digest, caller(request))
    if row is None:
        raise _refused("unknown_key")
    return _Machine(row, "api_key", frozenset(row["permissions"]))


async def _by_token(request: Request, quick: QuickReads, token: str) -> _Machine:
    state = request.app.state
    try:
        said = await verify(
            token,
            _published_keys(request),
            issuer=state.settings.issuer,
            audience=state.audience,
        )
    except InvalidTokenError as error:
        raise _refused(error.reason) from error
    row = await quick.row(
        _BY_TOKEN, said.client_id, said.grants_version, caller(request)
    )
    if row is None:
        raise _refused("ended_client")
    return _Machine(row, "access_token", said.scope & frozenset(row["permissions"]))


def _published_keys(request: Request) -> PublishedKeys:
    state = request.app.state
    if not hasattr(state, "published_keys"):

        async def read() -> Keys:
            row = await state.quick.row_as(NOBODY, _KEYS)
            return published(row["keys"])

        state.published_keys = PublishedKeys(read)
    keys: PublishedKeys = state.published_keys
    return keys


def caller(request: Request) -> str | None:
    """The caller's address, as far as the proxy's word is trusted by the server."""
    if request.client is None:
        return None
    try:
        address = ip_address(request.client.host)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address).partition("%")[0]


def grants_of(roles: Sequence[str], scopes: Sequence[UUID | None]) -> tuple[Grant, ...]:
    """What `common.grants_of` gives: role and scope at the same place of two lists."""
    return tuple(Grant(Role(r), s) for r, s in zip(roles, scopes, strict=True))


def _refused(reason: str) -> InvalidBearerError:
    log.info("bearer_refused", reason=reason)
    challenge = 'Bearer realm="bromost"'
    if reason != "no_bearer":
        challenge += ', error="invalid_token"'
    return InvalidBearerError(
        "This key or token is not valid.", headers={"WWW-Authenticate": challenge}
    )


def insufficient_scope(permission: str) -> InsufficientScopeError:
    return InsufficientScopeError(
        f"This needs the permission {permission!r}.",
        headers={
            "WWW-Authenticate": (
                'Bearer realm="bromost", error="insufficient_scope",'
                f' scope="{permission}"'
            )
        },
    )
