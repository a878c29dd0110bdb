from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.auth import Role, ScopeType
from bromost_common.languages import Language, LocalisedText


class RoleWanted(BaseModel):
    """A role in a scope; `scope_id` is null for the whole installation."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "role": "coordinator",
                    "scope_type": "project",
                    "scope_id": "0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b",
                    "valid_from": None,
                    "valid_to": "2027-12-31",
                }
            ]
        },
    )

    role: Role
    scope_type: ScopeType
    scope_id: UUID | None = None
    valid_from: date | None = Field(
        default=None, description="The first day; today if it is left out."
    )
    valid_to: date | None = Field(default=None, description="The last day, if any.")


class RoleEnd(BaseModel):
    """When a role ends."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"valid_to": "2027-06-30"}]}
    )

    valid_to: date | None = Field(
        default=None, description="The last day; at once if it is left out."
    )


class RoleScope(BaseModel):
    """What a role is held in; without a name where the reader may not see it."""

    type: ScopeType
    id: UUID | None
    code: str | None
    name: str | None = Field(description="Of an organisation or a partnership.")
    title: LocalisedText | None = Field(
        description="Of a programme, a project or a network."
    )
    original_language: Language | None


class PersonRef(BaseModel):
    """A person, as far as is needed to name them."""

    id: UUID
    display_name: str


class RoleState(StrEnum):
    """Where a role stands today."""

    CURRENT = "current"
    UPCOMING = "upcoming"
    ENDED = "ended"


class RoleOut(BaseModel):
    """A role that somebody has, had, or will have."""

    id: UUID
    account: PersonRef
    role: Role
    scope: RoleScope
    valid_from: date
    valid_to: date | None
    state: RoleState
    granted_by: PersonRef | None
    granted_at: datetime
    may_end: bool = Field(description="Whether the reader may end it.")


class GivableRole(BaseModel):
    """A role that the reader may give, and what it may be held in."""

    role: Role
    scope_types: list[ScopeType]


class GivableRoles(BaseModel):
    """What the reader may give, in the scopes where it may give roles."""

    items: list[GivableRole]
