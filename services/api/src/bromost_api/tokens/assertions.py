"""`private_key_jwt` (RFC 7523): a client proves itself by a signature, not a secret."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64decode

from bromost_api.machines.public_keys import import_key

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_LIFE = timedelta(minutes=10)
LEEWAY_SECONDS = 30
MAX_LENGTH = 8192
MAX_JTI_LENGTH = 200
_ALGORITHMS = {"EC": ["ES256"], "RSA": ["RS256", "PS256"]}
ALL_ALGORITHMS = sorted({one for some in _ALGORITHMS.values() for one in some})


class BadAssertionError(ValueError):
    """Not a valid assertion of this client for us."""


class Assertion(NamedTuple):
    """What is kept of a valid assertion, so that it is good once."""

    digest: bytes
    expires_at: datetime


def claimed_client(assertion: str, named: str | None) -> UUID:
    """Who the assertion says it comes from, before anything is verified.

    `named` is what the request itself says, if it does.
    """
    if len(assertion) > MAX_LENGTH:
        raise BadAssertionError
    try:
        payload = json.loads(urlsafe_b64decode(assertion.split(".")[1].encode()))
        claimed = UUID(payload["sub"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as e:
        raise BadAssertionError from e
    if named not in {None, str(claimed)}:
        raise BadAssertionError
    return claimed


def verify(
    assertion: str,
    key_set: Mapping[str, Any] | None,
    client_id: UUID,
    audiences: list[str],
) -> Assertion:
    """What to remember of it, or `BadAssertionError`."""
    if key_set is None:
        raise BadAssertionError
    try:
        header = json.loads(urlsafe_b64decode(assertion.partition(".")[0].encode()))
        key = _named(key_set, header.get("kid"))
        claims = jwt.decode(
            assertion, import_key(key), algorithms=_ALGORITHMS[key["kty"]]
        ).claims
        jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": str(client_id)},
            sub={"essential": True, "value": str(client_id)},
            aud={"essential": True, "values": audiences},
            exp={"essential": True},
            jti={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadAssertionError from error
    return _kept(claims)


def _named(key_set: Mapping[str, Any], kid: object) -> Mapping[str, Any]:
    keys: list[Mapping[str, Any]] = key_set["keys"]
    if kid is None and len(keys) == 1:
        return keys[0]
    for key in keys:
        if key["kid"] == kid:
            return key
    raise BadAssertionError


def _kept(claims: Mapping[str, Any]) -> Assertion:
    jti = claims["jti"]
    expires = datetime.fromtimestamp(claims["exp"], UTC)
    # Whatever lives longer would have to be remembered longer.
    if expires > datetime.now(UTC) + LONGEST_LIFE:
        raise BadAssertionError
    if not isinstance(jti, str) or not 1 <= len(jti) <= MAX_JTI_LENGTH:
        raise BadAssertionError
    digest = hashlib.sha256(jti.encode("utf-8", "surrogateescape")).digest()
    return Assertion(digest, expires + timedelta(seconds=LEEWAY_SECONDS))
