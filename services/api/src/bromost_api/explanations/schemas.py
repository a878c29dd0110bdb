from enum import StrEnum

from pydantic import BaseModel, Field

from bromost_api.roles.schemas import PersonRef, RoleOut, RoleScope


class ObjectType(StrEnum):
    """What one may ask about."""

    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    PROJECT = "project"
    PARTNERSHIP = "partnership"
    NETWORK = "network"


class AccessReason(BaseModel):
    """One role from which a permission follows."""

    role: RoleOut | None = Field(
        description="Null where it is held in a scope that the reader does not see."
    )
    rule: str = Field(
        description="How its scope leads to the object: `everything`, `itself`, or"
        " `<scope>_covers_<object>`.",
        examples=["programme_covers_project"],
    )


class PermissionExplained(BaseModel):
    """Whether the person may do it here, and from what that follows."""

    permission: str
    allowed: bool
    because: list[AccessReason]


class AccessExplanation(BaseModel):
    """What a person may do with an object, and why."""

    account: PersonRef
    is_active: bool = Field(description="Who is not active may do nothing.")
    object: RoleScope
    permissions: list[PermissionExplained]
