from typing import Literal

from pydantic import BaseModel, Field


class AccessTokenOut(BaseModel):
    """RFC 6749, section 5.1."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(examples=[300])
    scope: str = Field(examples=["project.read result.read"])


class TokenRefusal(BaseModel):
    """RFC 6749, section 5.2."""

    error: str = Field(examples=["invalid_client"])
    error_description: str


class JsonWebKey(BaseModel):
    """A public key that access tokens are signed with (RFC 7517)."""

    kty: str = Field(examples=["EC"])
    crv: str = Field(examples=["P-256"])
    x: str
    y: str
    kid: str
    use: str = Field(examples=["sig"])
    alg: str = Field(examples=["ES256"])


class JsonWebKeySet(BaseModel):
    """The keys of now, of next time, and of a while ago."""

    keys: list[JsonWebKey]


class AuthorizationServer(BaseModel):
    """RFC 8414."""

    issuer: str
    token_endpoint: str
    jwks_uri: str
    grant_types_supported: list[str]
    response_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    token_endpoint_auth_signing_alg_values_supported: list[str]
    scopes_supported: list[str]
    service_documentation: str
