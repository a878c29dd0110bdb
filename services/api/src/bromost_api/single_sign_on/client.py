"""One identity provider as this installation's client sees it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import httpx2
import structlog
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet
from pydantic import BaseModel, ValidationError

from .providers import IdentityProvider
from .refusals import Refusal, SignInRefusedError
from .tokens import TokenRefusedError, check_id_token, check_logout_token, decode
from .transport import is_safe_address, provider_http

log = structlog.get_logger(__name__)

T = TypeVar("T")
METADATA_KEPT_SECONDS = 3600
KEYS_KEPT_SECONDS = 600
# A token with an unknown key may mean new keys, but not a request per token.
KEYS_ASKED_AGAIN_SECONDS = 60
LONGEST_CALL_SECONDS = 10
# ID-porten takes no assertion that lives longer than two minutes.
ASSERTION_SECONDS = 60


class Metadata(BaseModel):
    """What is used of a provider's discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    pushed_authorization_request_endpoint: str | None = None
    authorization_response_iss_parameter_supported: bool = False


class SignInRequest(BaseModel):
    """The secrets of one sign-in, from leaving to coming back."""

    state: str
    nonce: str
    code_verifier: str
    language: str | None = None
    # Whether the person has to show anew that it is them.
    again: bool = False

    @classmethod
    def new(cls, *, language: str | None, again: bool) -> "SignInRequest":
        return cls(
            state=generate_token(43),
            nonce=generate_token(43),
            code_verifier=generate_token(64),
            language=language,
            again=again,
        )


class _Kept(Generic[T]):
    """Something fetched, kept for a while; one fetch at a time."""

    def __init__(self, fetch: Callable[[], Awaitable[T]], seconds: float) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._value: T | None = None
        self._fetched = 0.0
        self._lock = asyncio.Lock()

    async def get(self, *, older_than: float | None = None) -> T:
        """The kept value, unless it is older than `older_than` or its time."""
        limit = self._seconds if older_than is None else older_than
        async with self._lock:
            if self._value is None or time.monotonic() - self._fetched > limit:
                self._value = await self._fetch()
                self._fetched = time.monotonic()
            return self._value


class ProviderClient:
    """Speaks OpenID Connect's code flow with one provider."""

    def __init__(self, provider: IdentityProvider, *, public_url: str) -> None:
        self.provider = provider
        site = public_url.rstrip("/")
        self._redirect_uri = f"{site}/api/registry/v1/sign-in/{provider.id}/callback"
        self._after_sign_out = f"{site}/sign-in"
        self._metadata = _Kept(self._fetch_metadata, METADATA_KEPT_SECONDS)
        self._keys = _Kept(self._fetch_keys, KEYS_KEPT_SECONDS)

    async def authorization_url(self, request: SignInRequest) -> str:
        """Where the browser goes to sign in."""
        metadata = await self._metadata.get()
        more: dict[str, str] = {"nonce": request.nonce}
        if self.provider.acr_values:
            more["acr_values"] = self.provider.acr_values[0]
        if request.language:
            more["ui_locales"] = request.language
        if request.again:
            more |= {"prompt": "login", "max_age": "0"}
        async with self._oauth(metadata) as client:
            url, _ = client.create_authorization_url(
                metadata.authorization_endpoint,
                state=request.state,
                code_verifier=request.code_verifier,
                **more,
            )
            pushed_to = metadata.pushed_authorization_request_endpoint
            return await self._pushed(client, pushed_to, url) if pushed_to else str(url)

    async def exchange(
        self, code: str, *, nonce: str, code_verifier: str
    ) -> Mapping[str, Any]:
        """The checked claims of the ID token that the code stands for."""
        metadata = await self._metadata.get()
        async with self._oauth(metadata) as client:
            try:
                async with asyncio.timeout(LONGEST_CALL_SECONDS):
                    answer = await client.fetch_token(
                        metadata.token_endpoint,
                        grant_type="authorization_code",
                        code=code,
                        code_verifier=code_verifier,
                    )
            except OAuthError as error:
                raise SignInRefusedError(
                    Refusal.NOT_TRUSTED, f"code refused: {_short(error.error)}"
                ) from error
            except (httpx2.HTTPError, TimeoutError, ValueError) as error:
                raise _away(error) from error
        id_token, access_token = answer.get("id_token"), answer.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise SignInRefusedError(Refusal.NOT_TRUSTED, "no ID token in the answer")
        try:
            return check_id_token(
                await self._decoded(id_token),
                issuer=self.provider.issuer,
                client_id=self.provider.client_id,
                nonce=nonce,
                access_token=access_token,
            )
        except (JoseError, TokenRefusedError, ValueError) as error:
            raise SignInRefusedError(Refusal.NOT_TRUSTED, _short(error)) from error

    async def signed_out(self, logout_token: str) -> Mapping[str, Any]:
        """The checked claims of a back-channel message."""
        try:
            return check_logout_token(
                await self._decoded(logout_token),
                issuer=self.provider.issuer,
                client_id=self.provider.client_id,
            )
        except (JoseError, ValueError) as error:
            raise TokenRefusedError(_short(error)) from error

    async def says_its_issuer(self) -> bool:
        """Whether answers carry `iss` (RFC 9207)."""
        metadata = await self._metadata.get()
        return metadata.authorization_response_iss_parameter_supported

    async def sign_out_url(self) -> str | None:
        """Where the browser goes to end the provider's own session, if there is a way.

        Without the ID token, which is not kept, the provider may ask to confirm.
        """
        endpoint = (await self._metadata.get()).end_session_endpoint
        if endpoint is None:
            return None
        query = urlencode(
            {
                "client_id": self.provider.client_id,
                "post_logout_redirect_uri": self._after_sign_out,
            }
        )
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{query}"

    async def _decoded(self, token: str) -> jwt.Token:
        try:
            return decode(token, await self._keys.get())
        except InvalidKeyIdError:
            return decode(
                token, await self._keys.get(older_than=KEYS_ASKED_AGAIN_SECONDS)
            )

    def _oauth(self, metadata: Metadata) -> AsyncOAuth2Client:
        key = self.provider.private_key()
        client = AsyncOAuth2Client(
            client_id=self.provider.client_id,
            client_secret=key or self.provider.secret(),
            token_endpoint_auth_method=(
                "private_key_jwt" if key else "client_secret_basic"
            ),
            scope=" ".join(self.provider.scopes),
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            **provider_http(),
        )
        if key is not None:
            header = {"kid": self.provider.key_id} if self.provider.key_id else {}
            alg = "ES256" if isinstance(key, ECKey) else "RS256"
            client.register_client_auth_method(
                PrivateKeyJWT(
                    metadata.issuer,
                    claims={"exp": int(time.time()) + ASSERTION_SECONDS},
                    headers=header,
                    alg=alg,
                )
            )
        return client

    async def _pushed(self, client: AsyncOAuth2Client, endpoint: str, url: str) -> str:
        """RFC 9126: the request goes from server to server, the browser gets a name."""
        asked = httpx2.URL(url)
        try:
            async with asyncio.timeout(LONGEST_CALL_SECONDS):
                answer = await client.post(
                    endpoint,
                    data=dict(asked.params),
                    auth=client.client_auth(client.token_endpoint_auth_method),
                )
                pushed = answer.raise_for_status().json()["request_uri"]
        except (httpx2.HTTPError, TimeoutError, ValueError, KeyError) as error:
            raise _away(error) from error
        query = {"client_id": self.provider.client_id, "request_uri": str(pushed)}
        return str(asked.copy_with(params=query))

    async def _fetch_metadata(self) -> Metadata:
        issuer = self.provider.issuer
        document = await self._fetch(
            f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        )
        try:
            metadata = Metadata.model_validate(document)
        except ValidationError as error:
            raise _away(error) from error
        addresses = [
            getattr(metadata, name)
            for name in Metadata.model_fields
            if name.endswith(("_endpoint", "_uri"))
        ]
        if metadata.issuer != issuer or not all(
            is_safe_address(address) for address in addresses if address
        ):
            raise SignInRefusedError(
                Refusal.PROVIDER_UNAVAILABLE, "the discovery document is another's"
            )
        return metadata

    async def _fetch_keys(self) -> KeySet:
        document = await self._fetch((await self._metadata.get()).jwks_uri)
        try:
            return KeySet.import_key_set(document)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise _away(error) from error

    async def _fetch(self, url: str) -> Any:
        try:
            async with (
                asyncio.timeout(LONGEST_CALL_SECONDS),
                httpx2.AsyncClient(**provider_http()) as http,
            ):
                answer = await http.get(url, headers={"Accept": "application/json"})
                return answer.raise_for_status().json()
        except (httpx2.HTTPError, TimeoutError, ValueError) as error:
            raise _away(error) from error


def _away(error: Exception) -> SignInRefusedError:
    # Only the kind: the text may hold what was sent.
    return SignInRefusedError(Refusal.PROVIDER_UNAVAILABLE, type(error).__name__)


def _short(error: object) -> str:
    return str(error)[:200]
