from datetime import datetime
from ipaddress import ip_network
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bromost_common.languages import ShortText

from .models import MachineKind

LONGEST_LIFE_DAYS = 365
LONGEST_OVERLAP_DAYS = 7
_PUBLIC_KEY: Any = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "kid": "reporting-2026",
}
_EXAMPLE: Any = {
    "kind": "api_key",
    "name": "Nightly report to the data warehouse",
    "permissions": ["project.read", "result.read"],
    "limited_to": None,
    "networks": ["192.0.2.0/24", "2001:db8::/32"],
    "lifetime_days": 90,
}


def _network(value: object) -> str:
    """In the usual way of writing; a network without its length is one address."""
    try:
        return str(ip_network(str(value).strip()))
    except ValueError as error:
        raise PydanticCustomError(
            "ip_network", "must be a network such as 192.0.2.0/24"
        ) from error


Network = Annotated[
    str,
    BeforeValidator(_network),
    Field(max_length=50, examples=["192.0.2.0/24"]),
]
Permission = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}\.[a-z_]{1,40}$")]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,1400}$")]


class PublicKey(BaseModel):
    """A public key in the form of RFC 7517; there is no place for a private one."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_PUBLIC_KEY]}
    )

    kty: Literal["EC", "RSA"]
    kid: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]
    crv: Literal["P-256"] | None = None
    x: Base64 | None = None
    y: Base64 | None = None
    n: Base64 | None = None
    e: Base64 | None = None
    use: Literal["sig"] | None = None
    alg: Literal["ES256", "RS256", "PS256"] | None = None


class PublicKeySet(BaseModel):
    """The keys that a client signs its assertions with."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"keys": [_PUBLIC_KEY]}]}
    )

    keys: Annotated[list[PublicKey], Field(min_length=1, max_length=5)]


class MachineCreate(BaseModel):
    """A new API key or OAuth2 client; it acts for whoever makes it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    kind: MachineKind = MachineKind.API_KEY
    name: ShortText
    permissions: Annotated[list[Permission], Field(min_length=1, max_length=100)]
    limited_to: (
        Annotated[
            list[UUID],
            Field(
                min_length=1,
                max_length=50,
                description="Ids of programmes, projects, partnerships, networks"
                " or organisations.",
            ),
        ]
        | None
    ) = None
    networks: Annotated[list[Network], Field(min_length=1, max_length=20)] | None = None
    lifetime_days: Annotated[int, Field(ge=1, le=LONGEST_LIFE_DAYS)]
    public_keys: PublicKeySet | None = Field(
        default=None,
        description="For a client that signs assertions (`private_key_jwt`).",
    )


class SecretCreate(BaseModel):
    """A new secret, beside which the old one works a while longer."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"overlap_days": 2}]}
    )

    overlap_days: Annotated[int, Field(ge=0, le=LONGEST_OVERLAP_DAYS)] = 0
    public_keys: PublicKeySet | None = Field(
        default=None,
        description="Instead of a secret, where the client signs assertions.",
    )


class ScopeOut(BaseModel):
    """A part of the installation."""

    id: UUID
    kind: Literal[
        "programme", "project", "partnership", "network", "organisation", "unknown"
    ]
    name: str


class SecretOut(BaseModel):
    """A secret that works; never the secret itself."""

    id: UUID
    created_at: datetime
    ends_at: datetime | None


class MachineOwner(BaseModel):
    """For whom the program acts."""

    id: UUID
    display_name: str


class MachineOut(BaseModel):
    """An API key or OAuth2 client."""

    id: UUID
    kind: MachineKind
    handle: str = Field(
        description="The readable part of its secrets: bromost_<handle>_…",
        examples=["k3x9q2mw"],
    )
    name: str
    owner: MachineOwner
    permissions: list[str]
    limited_to: list[ScopeOut] | None
    networks: list[str] | None
    state: Literal["active", "expired", "revoked"]
    key_ids: list[str] | None = Field(
        description="The ids of the public keys, where it signs assertions."
    )
    secrets: list[SecretOut]
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    version: int
    created_at: datetime


class MachineIssued(BaseModel):
    """A new secret: shown now, and never again."""

    machine: MachineOut
    secret: str | None = Field(
        description="Null where the client signs assertions.",
        examples=["bromost_k3x9q2mw_" + "x" * 43],
    )
