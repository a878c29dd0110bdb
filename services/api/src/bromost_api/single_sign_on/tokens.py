"""What a provider signs, believed only after every check."""

import time
from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

LEEWAY_SECONDS = 60
# Asymmetric only: with HS256 the public key would do as a secret.
ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "RS512", "ES384"]
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
# Back-channel messages are sent at once; an old one is a replay.
MAX_LOGOUT_AGE_SECONDS = 300


class TokenRefusedError(Exception):
    """The token is not what this sign-in waits for; `str()` is for the log."""


def decode(token: str, keys: KeySet) -> jwt.Token:
    """Its content, if one of `keys` signed it; raises joserfc's errors."""
    return jwt.decode(token, keys, algorithms=ALGORITHMS)


def check_id_token(
    token: jwt.Token, *, issuer: str, client_id: str, nonce: str, access_token: str
) -> Mapping[str, Any]:
    expected = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "nonce": {"essential": True, "value": nonce},
    }
    claims = CodeIDToken(
        token.claims,
        token.header,
        expected,
        {"nonce": nonce, "client_id": client_id, "access_token": access_token},
    )
    try:
        claims.validate(leeway=LEEWAY_SECONDS)
    except JoseError as error:
        raise TokenRefusedError(str(error)) from error
    # With several audiences, the one it was issued to must be us (`azp`).
    if token.claims["aud"] not in (client_id, [client_id]) and "azp" not in claims:
        raise TokenRefusedError("several audiences without azp")
    return token.claims


def check_logout_token(
    token: jwt.Token, *, issuer: str, client_id: str
) -> Mapping[str, Any]:
    """OpenID Connect Back-Channel Logout 1.0, section 2.6."""
    claims = token.claims
    registry = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        iat={"essential": True},
        jti={"essential": True},
    )
    try:
        registry.validate(claims)
    except JoseError as error:
        raise TokenRefusedError(str(error)) from error
    if str(token.header.get("typ")).lower() != "logout+jwt":
        raise TokenRefusedError("another type of token")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise TokenRefusedError("no logout event")
    if "nonce" in claims:
        raise TokenRefusedError("a nonce: an ID token in disguise")
    if claims["iat"] < time.time() - MAX_LOGOUT_AGE_SECONDS:
        raise TokenRefusedError("too old")
    if not any(isinstance(claims.get(name), str) for name in ("sid", "sub")):
        raise TokenRefusedError("neither sid nor sub")
    return claims
