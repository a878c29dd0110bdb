from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from bromost_common.dates import Day
from bromost_common.languages import LocalisedText, ShortText

from .models import LinkType, MemberRole, PartnershipState

MAX_MEMBERS = 200

Side = Annotated[int, Field(ge=1, le=20)]
Reason = Annotated[
    LocalisedText,
    Field(
        description="Why; required for `standstill` and `ended`.",
        examples=[{"en": "Standstill because of the conflict"}],
    ),
]


class PartnershipMemberIn(BaseModel):
    """An organisation on one side."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: UUID
    side: Side
    role: MemberRole = MemberRole.MEMBER
    joined_on: Day | None = None
    left_on: Day | None = None


class PartnershipStatusChange(BaseModel):
    """How the partnership stands from a day on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "status": "standstill",
                    "valid_from": "2006-01-01",
                    "reason": {"en": "Standstill because of the conflict"},
                }
            ]
        },
    )

    status: PartnershipState
    valid_from: Day
    reason: Reason | None = None


Members = Annotated[
    list[PartnershipMemberIn],
    Field(
        min_length=2,
        max_length=MAX_MEMBERS,
        description="In the order in which they are named; on two sides or more.",
    ),
]
ProjectIds = Annotated[
    list[UUID],
    Field(max_length=200, description="The projects that the partnership carries."),
]
_MEMBERS_EXAMPLE: list[JsonValue] = [
    {
        "organisation_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
        "side": 1,
        "role": "lead",
    },
    {"organisation_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e13", "side": 2},
]


class PartnershipCreate(BaseModel):
    """A new partnership and how it stands at first."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Tromsø - Jaffna",
                    "link_type": "twinning",
                    "members": _MEMBERS_EXAMPLE,
                    "status": {"status": "active", "valid_from": "2005-01-01"},
                }
            ]
        },
    )

    name: ShortText
    link_type: LinkType
    members: Members
    status: PartnershipStatusChange
    project_ids: ProjectIds = []


class PartnershipUpdate(BaseModel):
    """What changes; lists are replaced as a whole."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"link_type": "twinning"}]}
    )

    name: ShortText = ""
    link_type: LinkType = LinkType.OTHER
    members: Members = []
    project_ids: ProjectIds = []


class MemberOrganisation(BaseModel):
    """An organisation, as far as is needed to name it and link to it."""

    id: UUID
    name: str
    country_code: str | None


class PartnershipMemberOut(BaseModel):
    """An organisation on one side."""

    organisation: MemberOrganisation
    role: MemberRole
    joined_on: date | None
    left_on: date | None


class PartnershipMembership(PartnershipMemberOut):
    """A membership at any time, and its side."""

    side: int


class PartnershipSide(BaseModel):
    """Those who stand together on one side of the partnership."""

    side: int
    members: list[PartnershipMemberOut]


class PartnershipStatusOut(BaseModel):
    """How the partnership stands from a day until the next such entry."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    status: PartnershipState
    valid_from: date
    reason: LocalisedText | None
    created_at: datetime = Field(description="When it was recorded.")


class PartnershipProject(BaseModel):
    """A project that the partnership carries."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: str
    status: str


class PartnershipOut(BaseModel):
    """A partnership as it stands on a day, and its whole history."""

    id: UUID
    name: str
    link_type: LinkType
    as_of: date = Field(description="The day for which sides and status are shown.")
    status: PartnershipStatusOut | None = Field(
        description="Null on a day before the partnership began."
    )
    statuses: list[PartnershipStatusOut] = Field(
        description="The whole history, oldest first."
    )
    sides: list[PartnershipSide] = Field(description="Who is in it on that day.")
    members: list[PartnershipMembership] = Field(
        description="Everybody who ever was in it, as a change sends them."
    )
    projects: list[PartnershipProject]
    version: int
    created_at: datetime
    updated_at: datetime


class PartnershipListItem(BaseModel):
    """A partnership in a list, as it stood on the asked day."""

    id: UUID
    name: str
    link_type: LinkType
    status: PartnershipState | None
    status_since: date | None
    reason: LocalisedText | None
    sides: list[list[MemberOrganisation]]
    project_count: int
    version: int


class MapPlace(BaseModel):
    """A member that has a place on the map; decimal degrees (WGS 84)."""

    organisation_id: UUID
    name: str
    country_code: str | None
    latitude: str = Field(examples=["69.65"])
    longitude: str = Field(examples=["18.96"])


class MapLink(BaseModel):
    """One line on the map; a partnership with many members has several."""

    model_config = ConfigDict(populate_by_name=True)

    partnership_id: UUID
    name: str
    link_type: LinkType
    status: PartnershipState
    from_: UUID = Field(
        alias="from", description="`organisation_id` of a place of the first side."
    )
    to: UUID = Field(description="`organisation_id` of a place of another side.")


class UnplacedPartnership(BaseModel):
    """A partnership that the map cannot show, or not wholly, and who lacks a place."""

    partnership_id: UUID
    name: str
    status: PartnershipState
    organisations: list[MemberOrganisation]


class PartnershipLinks(BaseModel):
    """What a map of the partnerships shows on a day."""

    as_of: date
    places: list[MapPlace]
    links: list[MapLink]
    unplaced: list[UnplacedPartnership]
    truncated: bool = Field(
        description="True when there are more partnerships than one map shows."
    )
