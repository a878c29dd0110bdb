"""OAuth2 client credentials (RFC 6749, 4.4): proof in, short-lived access token out."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_plus
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from bromost_api.machines.models import Machine
from bromost_common.access_tokens import LIFETIME, sign
from bromost_common.auth import AccessMap, Grant, Role
from bromost_common.db import new_id
from bromost_common.digests import token_digest
from bromost_common.errors import DomainError
from bromost_common.paging import AnyRow
from bromost_common.secrets_at_rest import SecretBox

from .assertions import ASSERTION_TYPE, BadAssertionError, claimed_client, verify
from .repository import ClientRepository, SigningKeyRepository
from .schemas import AccessTokenOut
from .signing import SigningKeys

log = structlog.get_logger(__name__)


class TokenRefusedError(DomainError):
    """A refusal in the words of RFC 6749, section 5.2."""

    status = HTTPStatus.BAD_REQUEST
    code = "invalid_request"

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail, headers={"Cache-Control": "no-store"})
        self.error = code

    @override
    def __str__(self) -> str:
        return f"{self.error}: {self.detail}"


class InvalidClientError(TokenRefusedError):
    """Nobody we know, or the proof does not hold; we do not say which."""

    status = HTTPStatus.UNAUTHORIZED

    def __init__(self) -> None:
        super().__init__("invalid_client", "The client did not prove who it is.")
        self.headers["WWW-Authenticate"] = 'Basic realm="bromost"'


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What came in the form and in the `Authorization` header."""

    grant_type: str | None
    resource: str | None
    scope: str | None
    client_id: str | None
    client_secret: str | None
    assertion_type: str | None
    assertion: str | None
    authorization: str | None
    caller: str | None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues, where that is asked for, and which services there are."""

    name: str
    token_endpoint: str
    audiences: Sequence[str]


class TokenService:
    """Gives access tokens to clients that prove who they are."""

    def __init__(
        self, session: AsyncSession, box: SecretBox, access: AccessMap, issuer: Issuer
    ) -> None:
        self._clients = ClientRepository(session)
        self._keys = SigningKeys(session, box)
        self._access = access
        self._issuer = issuer

    async def issue(self, wanted: TokenRequest) -> AccessTokenOut:
        if wanted.grant_type is None:
            raise TokenRefusedError("invalid_request", "grant_type is missing.")
        if wanted.grant_type != "client_credentials":
            raise TokenRefusedError(
                "unsupported_grant_type", "Only client_credentials is served here."
            )
        client = await self._proven(wanted)
        acting = await self._clients.acting(client, wanted.caller)
        if acting is None:
            log.info("token_refused", machine=str(client.id), reason="ended_or_away")
            raise InvalidClientError
        audience = self._audience(wanted.resource)
        scope = self._scope(wanted.scope, acting)
        log.info("token_issued", machine=str(client.id), audience=audience)
        return AccessTokenOut(
            access_token=await self._token(client, audience, scope),
            token_type="Bearer",  # noqa: S106  # the kind of token, not a secret
            expires_in=int(LIFETIME.total_seconds()),
            scope=scope,
        )

    async def _token(self, client: Machine, audience: str, scope: str) -> str:
        claims = {
            "aud": audience,
            "sub": str(client.id),
            "client_id": str(client.id),
            "scope": scope,
            "jti": str(new_id()),
            "ver": client.grants_version,
        }
        key = await self._keys.current()
        return sign(claims, key, issuer=self._issuer.name)

    def _audience(self, resource: str | None) -> str:
        if resource is None or resource not in self._issuer.audiences:
            known = ", ".join(self._issuer.audiences)
            raise TokenRefusedError(
                "invalid_target", f"Name one service as `resource`: {known}."
            )
        return resource

    def _scope(self, asked: str | None, acting: AnyRow) -> str:
        """What was asked for, or all; never more than owner and client both may."""
        may: set[str] = set()
        for role, scope_id in zip(acting.roles, acting.scopes, strict=True):
            may |= self._access.held(Grant(Role(role), scope_id))
        may &= set(acting.permissions)
        wanted = may if asked is None else set(asked.split())
        if not wanted or not wanted <= may:
            raise TokenRefusedError(
                "invalid_scope", "The client may not have all of this scope."
            )
        return " ".join(sorted(wanted))

    async def _proven(self, wanted: TokenRequest) -> Machine:
        methods = [wanted.authorization, wanted.client_secret, wanted.assertion]
        if sum(one is not None for one in methods) > 1:
            raise TokenRefusedError(
                "invalid_request", "Use one way of proving who the client is."
            )
        if wanted.assertion is not None:
            return await self._by_assertion(wanted, wanted.assertion)
        if wanted.authorization is not None:
            client_id, secret = _basic(wanted.authorization)
            if wanted.client_id not in {None, client_id}:
                raise InvalidClientError
        else:
            client_id, secret = wanted.client_id or "", wanted.client_secret or ""
        return await self._by_secret(client_id, secret)

    async def _by_secret(self, client_id: str, secret: str) -> Machine:
        client = await self._client(client_id)
        if client is None or not await self._clients.has_secret(
            client.id, token_digest(secret)
        ):
            log.info("token_refused", reason="unknown_client_or_secret")
            raise InvalidClientError
        return client

    async def _by_assertion(self, wanted: TokenRequest, assertion: str) -> Machine:
        if wanted.assertion_type != ASSERTION_TYPE:
            raise TokenRefusedError(
                "invalid_request", f"client_assertion_type is {ASSERTION_TYPE}."
            )
        audiences = [self._issuer.name, self._issuer.token_endpoint]
        try:
            claimed = claimed_client(assertion, wanted.client_id)
            client = await self._client(str(claimed))
            keys = client.public_jwks if client else None
            valid = verify(assertion, keys, claimed, audiences)
        except BadAssertionError as error:
            log.info("token_refused", reason="bad_assertion")
            raise InvalidClientError from error
        assert client is not None
        if not await self._clients.use_once(client.id, *valid):
            log.warning("token_refused", machine=str(client.id), reason="replay")
            raise InvalidClientError
        return client

    async def _client(self, client_id: str) -> Machine | None:
        try:
            return await self._clients.find(UUID(client_id))
        except ValueError:
            return None


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise InvalidClientError from error
    client_id, colon, secret = decoded.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise InvalidClientError
    return unquote_plus(client_id), unquote_plus(secret)


async def published_keys(session: AsyncSession) -> Sequence[Any]:
    """What anybody needs to verify our tokens."""
    return await SigningKeyRepository(session).published()
