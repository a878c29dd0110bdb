from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field, SecretStr

from bromost_common.auth import Role
from bromost_common.languages import Language, ShortText


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


class AccountCreate(BaseModel):
    """A new account; passwords are long rather than complicated."""

    model_config = ConfigDict(extra="forbid")

    email: EmailStr
    display_name: ShortText
    password: Annotated[SecretStr, Field(min_length=12, max_length=200)]
    role: Role
    locale: Language = "en"


class OwnAccountUpdate(BaseModel):
    """What people change about themselves."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"locale": "nb"}]}
    )

    display_name: ShortText | None = None
    locale: Language | None = None


class AccountOut(BaseModel):
    """The account of the person who asks."""

    id: UUID
    email: str
    display_name: str
    locale: Language
    version: int


class SessionOut(BaseModel):
    """Who is signed in, and what they may do in the registry."""

    account: AccountOut
    roles: list[Role]
    permissions: list[str] = Field(examples=[["organisation.read"]])
