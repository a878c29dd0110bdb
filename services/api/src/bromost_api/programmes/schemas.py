from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.themes.schemas import ThemeOut
from bromost_common.dates import Day
from bromost_common.languages import Language, LocalisedText, plain_text

from .models import ProgrammeRoleKind

Code = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    AfterValidator(plain_text),
]
# What a change leaves out stays; `null` clears, where the field may be empty.
LEFT_OUT: Any = Field(default_factory=lambda: None)

_EXAMPLE: Any = {
    "code": "MIC-2010",
    "title": {"en": "Municipal international cooperation"},
    "starts_on": "2010-01-01",
    "ends_on": "2012-12-31",
    "goals": [{"text": {"en": "Effective administration"}}],
}


class GoalIn(BaseModel):
    """A goal; with the `id` that was read, it stays the same goal."""

    model_config = ConfigDict(extra="forbid")

    id: UUID | None = None
    text: LocalisedText


class ProgrammeRoleIn(BaseModel):
    """An organisation's part in the programme."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: UUID
    role: ProgrammeRoleKind


Goals = Annotated[list[GoalIn], Field(max_length=50)]
ThemeIds = Annotated[list[UUID], Field(max_length=50)]
ProgrammeRoles = Annotated[list[ProgrammeRoleIn], Field(max_length=200)]


class ProgrammeCreate(BaseModel):
    """A new programme."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    code: Code
    title: LocalisedText
    description: LocalisedText | None = None
    funding_scheme: LocalisedText | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    original_language: Language = "en"
    goals: Goals = []
    theme_ids: ThemeIds = []
    roles: ProgrammeRoles = []


class ProgrammeUpdate(BaseModel):
    """What changes; lists are replaced as a whole."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ends_on": "2013-12-31"}]}
    )

    code: Code = LEFT_OUT
    title: LocalisedText = LEFT_OUT
    description: LocalisedText | None = None
    funding_scheme: LocalisedText | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    original_language: Language = LEFT_OUT
    goals: Goals = LEFT_OUT
    theme_ids: ThemeIds = LEFT_OUT
    roles: ProgrammeRoles = LEFT_OUT


class GoalOut(BaseModel):
    """What the programme is to achieve."""

    id: UUID
    text: LocalisedText


class ProgrammeRoleOut(BaseModel):
    """An organisation's part in the programme."""

    role: ProgrammeRoleKind
    organisation: OrganisationRef


class ProgrammeOut(BaseModel):
    """A funder's or association's frame for projects."""

    id: UUID
    code: str
    title: LocalisedText
    description: LocalisedText | None
    funding_scheme: LocalisedText | None
    starts_on: date | None
    ends_on: date | None
    original_language: Language
    goals: list[GoalOut]
    themes: list[ThemeOut]
    roles: list[ProgrammeRoleOut]
    project_count: int
    version: int
    created_at: datetime
    updated_at: datetime


class ProgrammeListItem(BaseModel):
    """A programme in a list."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language
    starts_on: date | None
    ends_on: date | None
    funders: list[str]
    project_count: int
    version: int


class ProgrammeRef(BaseModel):
    """The programme that something belongs to."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language
