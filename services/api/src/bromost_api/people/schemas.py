from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.roles.schemas import RoleOut, RoleScope
from bromost_common.auth import Role
from bromost_common.languages import Language, LongText, ShortText

_JOINING: Any = {
    "organisation_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b",
    "title": "Head of office",
    "joined_on": "2026-01-01",
}


class MembershipCreate(BaseModel):
    """Somebody begins at an organisation."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_JOINING]}
    )

    organisation_id: UUID
    title: ShortText | None = None
    joined_on: date | None = Field(default=None, description="Today if left out.")


class MembershipUpdate(BaseModel):
    """What changes of a membership."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"title": "Mayor"}]},
    )

    title: ShortText | None = None
    joined_on: date | None = None
    left_on: date | None = Field(
        default=None,
        description="Null if nobody leaves after all; roles that ended stay ended.",
    )


class MembershipEnd(BaseModel):
    """Somebody leaves an organisation; roles held in it end with the same day."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"left_on": "2026-06-30"}]}
    )

    left_on: date


class MembershipOut(BaseModel):
    """Somebody works for an organisation, for a time."""

    id: UUID
    organisation: OrganisationRef
    title: str | None
    joined_on: date
    left_on: date | None
    version: int
    may_change: bool = Field(description="Whether the reader may change it.")


class RoleBrief(BaseModel):
    """A current role in a list of people."""

    role: Role
    scope: RoleScope


class PersonListItem(BaseModel):
    """A person with an account, in a list."""

    id: UUID
    display_name: str
    email: str | None = Field(description="Null for who need not know it.")
    is_active: bool
    organisations: list[OrganisationRef] = Field(description="Current ones.")
    roles: list[RoleBrief] = Field(description="Current ones that the reader may see.")


class PersonMay(BaseModel):
    """What the reader may do here."""

    give_roles: bool
    add_memberships: bool
    deactivate: bool
    end_sessions: bool


class PersonOut(BaseModel):
    """A person with an account, as far as the reader may see it."""

    id: UUID
    display_name: str
    email: str | None
    locale: Language
    is_active: bool
    created_at: datetime
    open_sessions: int | None = Field(description="Null for who need not know it.")
    live_keys: int | None = Field(
        description="Keys and clients that act for them; null as above."
    )
    last_seen_at: datetime | None
    memberships: list[MembershipOut]
    roles: list[RoleOut]
    may: PersonMay
    version: int


class ReasonGiven(BaseModel):
    """Why; it is kept with the trace of what was done."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "Left the municipality"}]},
    )

    reason: LongText


class EndedSessions(BaseModel):
    """How many browsers were signed out."""

    ended: int
