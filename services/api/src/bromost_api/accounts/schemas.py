from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field, SecretStr

from bromost_common.auth import Role, ScopeType
from bromost_common.languages import Language, ShortText


class AccountCreate(BaseModel):
    """A new account; passwords are long rather than complicated."""

    model_config = ConfigDict(extra="forbid")

    email: EmailStr
    display_name: ShortText
    password: Annotated[SecretStr, Field(min_length=12, max_length=200)]
    role: Role
    scope_type: ScopeType = ScopeType.INSTALLATION
    scope_id: UUID | None = None
    locale: Language = "en"


class OwnAccountUpdate(BaseModel):
    """What people change about themselves."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"locale": "nb"}]}
    )

    display_name: ShortText | None = None
    locale: Language | None = None


class PasswordChange(BaseModel):
    """A new password, and the one that there is, unless there is none yet."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "current_password": "four quiet words",
                    "new_password": "seven rivers under one bridge",
                }
            ]
        },
    )

    current_password: Annotated[SecretStr, Field(max_length=200)] | None = None
    new_password: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class AccountOut(BaseModel):
    """The account of the person who asks."""

    id: UUID
    email: str
    display_name: str
    locale: Language
    version: int


class GrantOut(BaseModel):
    """A role, and in what it is held; without a `scope_id` in the installation."""

    role: Role
    scope_type: ScopeType
    scope_id: UUID | None


class SessionOut(BaseModel):
    """Who is signed in, and what they may do in the registry."""

    account: AccountOut
    roles: list[Role]
    grants: list[GrantOut]
    permissions: list[str] = Field(
        description="What may be done somewhere.",
        examples=[["organisation.read"]],
    )
    everywhere: list[str] = Field(
        description="Of these, what may be done in the whole installation.",
        examples=[["organisation.read"]],
    )
    must_add_factor: bool = Field(
        description="More would be allowed with a second factor, which is still to be"
        " set up."
    )
