"""An identity provider that signs whatever a test wants: the tokens of an attacker."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT = "forged"
TIMES = ("exp", "iat", "nbf", "auth_time")
YEAR = 366 * 24 * 3600


class Forger:
    """Behaves unless told otherwise; one token at a time."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "known", "use": "sig"})
        self.issuer = ""
        self.nonce = ""
        self.changes: dict[str, Any] = {}
        self.signed_by: Any = self.key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "known"}
        self.document: dict[str, Any] = {}
        self.answer: Response | None = None
        self.calls: list[str] = []

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "mallory",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
            **self.changes,
        }
        return self.sign(_from_now(claims, now))

    def logout_token(self, **changes: Any) -> str:
        now = int(time.time())
        self.header.setdefault("typ", "logout+jwt")
        claims = {
            "iss": self.issuer,
            "sub": "mallory",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "jti": "one",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            **changes,
        }
        return self.sign(_from_now(claims, now))

    def sign(self, claims: Mapping[str, Any]) -> str:
        alg = self.header["alg"]
        if alg == "RS256":
            return jwt.encode(self.header, dict(claims), self.signed_by)
        # By hand: no library of today signs like this.
        signed = f"{_part(self.header)}.{_part(claims)}"
        signature = b""
        if alg == "HS256":
            public = self.key.as_pem(private=False)
            signature = hmac.digest(public, signed.encode(), "sha256")
        return f"{signed}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    def metadata(self, here: str) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{here}authorize",
            "token_endpoint": f"{here}token",
            "jwks_uri": f"{here}keys",
            **self.document,
        }

    def token_answer(self) -> Response:
        tokens = {"access_token": "opaque", "id_token": self.id_token()}
        return self.answer or JSONResponse({"token_type": "Bearer", **tokens})

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        async def metadata(request: Request) -> dict[str, Any]:
            self.calls.append("metadata")
            return self.metadata(str(request.base_url))

        @app.get("/keys")
        async def keys() -> Any:
            self.calls.append("keys")
            return KeySet([self.key]).as_dict(private=False)

        @app.post("/token")
        async def token() -> Response:
            self.calls.append("token")
            return self.token_answer()

        @app.post("/elsewhere")
        async def elsewhere() -> Response:
            self.calls.append("elsewhere")
            return JSONResponse({"access_token": "x", "id_token": self.id_token()})

        @app.get("/large")
        async def large() -> Response:
            return JSONResponse({"keys": ["x" * 300_000]})

        return app


def _from_now(claims: Mapping[str, Any], now: int) -> dict[str, Any]:
    """Small numbers in place of times are seconds from now; None leaves a claim out."""

    def time_of(value: Any) -> Any:
        is_offset = isinstance(value, int) and abs(value) < YEAR
        return now + value if is_offset else value

    times = {name: time_of(claims[name]) for name in TIMES if name in claims}
    return {k: v for k, v in {**claims, **times}.items() if v is not None}


def redirected() -> Response:
    return RedirectResponse("/elsewhere", 307)


def _part(content: Mapping[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(dict(content)).encode()).rstrip(b"=").decode()
