from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.programmes.schemas import LEFT_OUT, Code, ProgrammeRef, ThemeIds
from bromost_api.themes.schemas import ThemeOut
from bromost_common.dates import Day
from bromost_common.languages import Language, LocalisedText

MAX_MEMBERS = 200

_EXAMPLE: Any = {
    "programme_id": "01930000-0000-7000-8000-000000000001",
    "code": "N-1",
    "name": {
        "en": "Climate and energy, first group",
        "nb": "Klima og energi, gruppe 1",
    },
    "starts_on": "2006-01-01",
    "ends_on": "2010-12-31",
    "lead_organisation_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
}
Lead = Annotated[
    UUID | None, Field(description="The organisation that carries the network.")
]


class NetworkCreate(BaseModel):
    """A new network."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    programme_id: UUID
    code: Code
    name: LocalisedText
    description: LocalisedText | None = None
    original_language: Language = "en"
    starts_on: Day | None = None
    ends_on: Day | None = None
    lead_organisation_id: Lead = None
    theme_ids: ThemeIds = []


class NetworkUpdate(BaseModel):
    """What changes; the themes are replaced as a whole."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": {"en": "Climate and energy"}}]},
    )

    code: Code = LEFT_OUT
    name: LocalisedText = LEFT_OUT
    description: LocalisedText | None = None
    original_language: Language = LEFT_OUT
    starts_on: Day | None = None
    ends_on: Day | None = None
    lead_organisation_id: Lead = None
    theme_ids: ThemeIds = LEFT_OUT


class NetworkMemberIn(BaseModel):
    """An organisation that joins."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "organisation_id": "01933b5c-6c2e-7d30-8f41-3a5b7c9d0e12",
                    "joined_on": "2006-02-15",
                    "left_on": "2006-12-31",
                }
            ]
        },
    )

    organisation_id: UUID
    joined_on: Day | None = Field(default=None, description="Today if left out.")
    left_on: Day | None = Field(default=None, description="Its last day, if any.")


class NetworkMemberUpdate(BaseModel):
    """When a member joined or left, if it is otherwise than was recorded."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"left_on": "2008-12-31"}]}
    )

    joined_on: Day = LEFT_OUT
    left_on: Day | None = None


class NetworkMemberOut(BaseModel):
    """An organisation that is, was or will be in the network."""

    id: UUID
    organisation: OrganisationRef
    joined_on: date
    left_on: date | None


class NetworkOut(BaseModel):
    """Organisations that work on the same themes together."""

    id: UUID
    programme: ProgrammeRef
    code: str
    name: LocalisedText
    description: LocalisedText | None
    original_language: Language
    starts_on: date | None
    ends_on: date | None
    lead: OrganisationRef | None = Field(description="Who carries the network.")
    themes: list[ThemeOut]
    members: list[NetworkMemberOut] = Field(
        description="Everybody who ever was in it, by name."
    )
    project_count: int = Field(description="Of the projects that the reader sees.")
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime


class NetworkListItem(BaseModel):
    """A network in a list."""

    id: UUID
    programme: ProgrammeRef
    code: str
    name: LocalisedText
    original_language: Language
    starts_on: date | None
    ends_on: date | None
    lead: OrganisationRef | None
    themes: list[ThemeOut]
    member_count: int = Field(description="Who is in it on the day.")
    project_count: int
    archived: bool
    version: int
