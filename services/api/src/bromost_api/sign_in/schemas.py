from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class SignIn(BaseModel):
    """What somebody types to sign in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"email": "officer@example.org", "password": "four quiet words"}
            ]
        },
    )

    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class PendingSignIn(BaseModel):
    """The password was right; one of these is to be shown as well."""

    factors: list[Literal["totp", "passkey", "recovery_code"]]


class SignInMethods(BaseModel):
    """What the sign-in page offers."""

    passkey_host: str = Field(
        description="The host name that passkeys belong to; elsewhere there are none.",
        examples=["bromost.example"],
    )
    sends_mail: bool = Field(
        description="Whether a forgotten password can be replaced by mail."
    )
