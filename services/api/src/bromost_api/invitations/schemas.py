from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field, SecretStr

from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.roles.schemas import PersonRef, RoleScope
from bromost_common.auth import Role, ScopeType
from bromost_common.languages import Language, LongText, ShortText

MAX_DAYS = 60
MAX_ROLES = 20
_ID = "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b"
_TOKEN = "c2l4dHktZm91ci1iaXRzLW9mLW5vLXVzZS1hdC1hbGw"  # noqa: S105  # an example
Token = Annotated[str, Field(min_length=1, max_length=200)]


class OfferedRole(BaseModel):
    """A role that comes with an invitation; it begins when that is accepted."""

    model_config = ConfigDict(extra="forbid")

    role: Role
    scope_type: ScopeType
    scope_id: UUID | None = None
    valid_to: date | None = Field(default=None, description="The last day, if any.")


class InvitationCreate(BaseModel):
    """Whom to invite, to which organisation and with which roles."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "email": "new.person@example.org",
                    "organisation_id": _ID,
                    "title": "Project coordinator",
                    "roles": [
                        {
                            "role": "coordinator",
                            "scope_type": "project",
                            "scope_id": _ID,
                            "valid_to": None,
                        }
                    ],
                    "language": "nb",
                    "message": None,
                    "valid_days": 14,
                }
            ]
        },
    )

    email: EmailStr
    organisation_id: UUID | None = None
    title: ShortText | None = Field(
        default=None, description="What they are in the organisation."
    )
    roles: Annotated[list[OfferedRole], Field(max_length=MAX_ROLES)] = []
    language: Language = "en"
    message: LongText | None = None
    valid_days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = 14


class InvitationResend(BaseModel):
    """Send it again, with a new link; the earlier one ends."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"valid_days": 14}]}
    )

    valid_days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = 14


class InvitationState(StrEnum):
    """Where an invitation stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class OfferedRoleOut(BaseModel):
    """A role that comes with the invitation."""

    role: Role
    scope: RoleScope
    valid_to: date | None


class InvitationOut(BaseModel):
    """An invitation; never its link, which only its receiver has."""

    id: UUID
    email: str | None = Field(description="Null for who need not know it.")
    organisation: OrganisationRef | None
    title: str | None
    roles: list[OfferedRoleOut]
    language: Language
    message: str | None
    state: InvitationState
    invited_by: PersonRef
    accepted_by: PersonRef | None
    sent_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None
    may_change: bool = Field(
        description="Whether the reader may resend or withdraw it."
    )
    version: int


class InvitationSent(BaseModel):
    """An invitation on its way."""

    invitation: InvitationOut
    link: str | None = Field(
        description="Shown once, to be handed over, where no mail is sent from here."
    )


class InvitationToken(BaseModel):
    """The secret of an invitation's link."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"token": _TOKEN}]}
    )

    token: Token


class Newcomer(BaseModel):
    """Somebody who makes an account; passwords are long rather than complicated."""

    model_config = ConfigDict(extra="forbid")

    display_name: ShortText
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    locale: Language = "en"


class InvitationAcceptance(BaseModel):
    """Accept with a new account, or, without `newcomer`, with the one signed in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "token": _TOKEN,
                    "newcomer": {
                        "display_name": "A. Example",
                        "password": "four quiet words",
                        "locale": "nb",
                    },
                }
            ]
        },
    )

    token: Token
    newcomer: Newcomer | None = None


class InvitationOffer(BaseModel):
    """What the holder of a link is invited to."""

    email: str
    organisation: OrganisationRef | None
    title: str | None
    roles: list[OfferedRoleOut]
    language: Language
    message: str | None
    invited_by: PersonRef
    expires_at: datetime


class InvitationAccepted(BaseModel):
    """The account that has now joined."""

    account: PersonRef
    email: str
