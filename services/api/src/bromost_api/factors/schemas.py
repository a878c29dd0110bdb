from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
)

from bromost_common.languages import plain_text

_EXAMPLE_CREDENTIAL: dict[str, Any] = {
    "id": "q83vEg",
    "rawId": "q83vEg",
    "type": "public-key",
}

Code = Annotated[SecretStr, Field(min_length=6, max_length=40, examples=["123 456"])]
Password = Annotated[SecretStr, Field(min_length=1, max_length=200)]
PasskeyName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(plain_text),
    Field(examples=["Work laptop"]),
]
Credential = Annotated[
    dict[str, Any],
    Field(
        description="A `PublicKeyCredential` as its `toJSON()` gives it.",
        examples=[_EXAMPLE_CREDENTIAL],
    ),
]


class CodeIn(BaseModel):
    """A code from an authenticator app, or a recovery code."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"code": "123 456"}]}
    )

    code: Code


class CredentialIn(BaseModel):
    """A passkey's answer to the challenge."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"credential": _EXAMPLE_CREDENTIAL}]},
    )

    credential: Credential


class NewPasskeyIn(CredentialIn):
    """A passkey that was just made, and what its owner calls it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Work laptop", "credential": _EXAMPLE_CREDENTIAL}]
        }
    )

    name: PasskeyName


class PasskeyUpdate(BaseModel):
    """A better name."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Work laptop"}]}
    )

    name: PasskeyName


class ProofIn(BaseModel):
    """What the person shows again: the password or a code."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"password": "four quiet words"}]},
    )

    password: Password | None = None
    code: Code | None = None


class PasskeyOptions(BaseModel):
    """Options for `navigator.credentials`, as `parse…OptionsFromJSON` reads them."""

    options: dict[str, Any]


class PasskeyOut(BaseModel):
    """A passkey in the list of one's own."""

    id: UUID
    name: str
    created_at: datetime
    last_used_at: datetime | None


class FactorsOut(BaseModel):
    """How somebody shows that it is them."""

    has_password: bool
    totp_since: datetime | None
    passkeys: list[PasskeyOut]
    recovery_codes_left: int
    is_required: bool = Field(
        description="Whether this person's roles ask for a second factor."
    )


class QrCode(BaseModel):
    """A QR code as the path of an SVG, one module one unit."""

    size: int
    path: str


class TotpStart(BaseModel):
    """The secret to be put into an app; it counts once a code has confirmed it."""

    secret: str
    address: str
    qr_code: QrCode


class Enrolled(BaseModel):
    """Recovery codes, told here and never again; none if there were some before."""

    recovery_codes: list[str]
