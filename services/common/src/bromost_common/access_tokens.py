"""Access tokens: ES256, for one service, five minutes; each service verifies its own.

Only the key that a token names is looked for, and only among the published ones.
Whatever else a header says about keys (`jku`, `jwk`, `x5u`, …) makes a token invalid.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from joserfc.util import urlsafe_b64decode

ALGORITHM = "ES256"
TYPE = "at+jwt"
LIFETIME = timedelta(minutes=5)
MAX_TOKEN_LENGTH = 4096
_MOST_VERSIONS = 2**31
_HEADER = frozenset({"alg", "kid", "typ"})

Keys: TypeAlias = Mapping[str, ECKey]


class InvalidTokenError(Exception):
    """No token of ours, or not for us, or no longer; `reason` is for our log alone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token whose signature holds says."""

    client_id: UUID
    scope: frozenset[str]
    grants_version: int


class PublishedKeys:
    """The published keys, kept for ten minutes; an unknown one is looked for at once.

    But at most once a minute, or made-up key ids would be questions to the database.
    """

    FRESH_SECONDS = 600.0
    PAUSE_SECONDS = 60.0

    def __init__(
        self,
        read: Callable[[], Awaitable[Keys]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._clock = clock
        self._keys: Keys = {}
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def find(self, kid: str) -> ECKey | None:
        if self._is_worth_reading(kid):
            async with self._reading:
                # Somebody else may have read them in the meantime.
                if self._is_worth_reading(kid):
                    self._keys = await self._read()
                    self._read_at = self._clock()
        return self._keys.get(kid)

    def _is_worth_reading(self, kid: str) -> bool:
        age = self._clock() - self._read_at
        if not self._keys or age >= self.FRESH_SECONDS:
            return True
        return kid not in self._keys and age >= self.PAUSE_SECONDS


async def verify(
    token: str, keys: PublishedKeys, *, issuer: str, audience: str
) -> AccessToken:
    """What the token says, or `InvalidTokenError`."""
    header = _header(token)
    key = await keys.find(str(header["kid"]))
    if key is None:
        raise InvalidTokenError("unknown_key")
    try:
        claims = jwt.decode(token, key, algorithms=[ALGORITHM]).claims
        _registry(issuer, audience).validate(claims)
    except JoseError as error:
        raise InvalidTokenError(error.error) from error
    except ValueError as error:
        raise InvalidTokenError("malformed") from error
    return _read_claims(claims)


def _header(token: str) -> dict[str, Any]:
    if len(token) > MAX_TOKEN_LENGTH:
        raise InvalidTokenError("too_long")
    try:
        header = json.loads(urlsafe_b64decode(token.partition(".")[0].encode()))
    except ValueError as error:
        raise InvalidTokenError("malformed") from error
    if not isinstance(header, dict) or header.keys() != _HEADER:
        raise InvalidTokenError("foreign_header")
    if header["alg"] != ALGORITHM or header["typ"] != TYPE:
        raise InvalidTokenError("wrong_type")
    return header


def _registry(issuer: str, audience: str) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": audience},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
        client_id={"essential": True},
        jti={"essential": True},
    )


def _read_claims(claims: Mapping[str, Any]) -> AccessToken:
    scope, version = claims.get("scope"), claims.get("ver")
    # A bool is an int to Python, and PostgreSQL's integers end somewhere.
    if type(version) is not int or not 0 < version < _MOST_VERSIONS:
        raise InvalidTokenError("malformed")
    if not isinstance(scope, str) or claims["sub"] != claims["client_id"]:
        raise InvalidTokenError("malformed")
    if not isinstance(claims["aud"], str):
        raise InvalidTokenError("several_audiences")
    try:
        client_id = UUID(claims["client_id"])
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidTokenError("malformed") from error
    return AccessToken(client_id, frozenset(scope.split()), version)


def sign(
    claims: Mapping[str, Any], key: ECKey, *, issuer: str, now: float | None = None
) -> str:
    """A token of `claims` that is good from now for its lifetime."""
    issued = int(time.time() if now is None else now)
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": TYPE}
    times = {"iat": issued, "exp": issued + int(LIFETIME.total_seconds())}
    return jwt.encode(header, {"iss": issuer, **claims, **times}, key)


def published(document: str) -> Keys:
    """The keys of the view `common.signing_keys_v1` as one JSON list."""
    keys = [ECKey.import_key(one) for one in json.loads(document)]
    return {str(key.kid): key for key in keys}
