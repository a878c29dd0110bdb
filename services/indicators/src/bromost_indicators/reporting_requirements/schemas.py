from datetime import date
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.types import JsonValue
from pydantic_core import PydanticCustomError

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import (
    LEFT_OUT,
    Body,
    ChangeBody,
    Day,
    Id,
    LocalisedTitle,
)
from bromost_indicators.indicators.schemas import Recorder

from .periods import MAX_PERIODS

Kind = Literal["progress", "financial", "annual", "final", "steering_group", "special"]
OwedBy = Literal["lead_partners", "organisations"]
Rhythm = Literal["month", "quarter", "half_year", "year", "once", "project", "explicit"]
Part = Literal["values"]
MAX_ORGANISATIONS = 50

_RHYTHM = Field(
    description="`once`: one report of all days; `project`: one of each project's own"
    " days; `explicit`: the periods that are named."
)
_DAYS = Field(description="So many days after its period a report is due.")
_GRACE = Field(description="So many days more it is not yet called overdue.")
_PARTS = Field(description="`values`: every value of the period is handed in.")
_SIGNER = Field(description="Who alone answers for it; null for who may by their role.")
Days = Annotated[int, Field(ge=0, le=365), _DAYS]
Grace = Annotated[int, Field(ge=0, le=180), _GRACE]
Parts = Annotated[list[Part], Field(max_length=1), _PARTS]
MAX_SECTIONS = 30
# Some fifty printed pages of one section.
MAX_CHARACTERS = 100_000
SectionName = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9_-]{0,39}$",
        description="What it is known by: it stays when titles change.",
        examples=["progress"],
    ),
]


class ReportSection(Body):
    """A section that a report has: what it is to say, and how long it may be."""

    section: SectionName
    title: LocalisedTitle
    guidance: Annotated[
        LocalisedText | None, Field(description="What is to be told here.")
    ] = None
    is_mandatory: bool = True
    max_characters: Annotated[
        int,
        Field(ge=100, le=MAX_CHARACTERS, description="In each language."),
    ] = 4_000


ExplainFrom = Annotated[
    int,
    Field(
        ge=0,
        le=100,
        description="What is so many percent off its target has to be explained; null"
        " where nothing has to be.",
        examples=[20],
    ),
]
ExplainBehind = Annotated[
    bool,
    Field(description="What is behind, or without a value, has to be explained, too."),
]
PartnersDraft = Annotated[
    bool,
    Field(
        description="Each partner of a project says its own part in words, and only the"
        " lead writes the report and submits it."
    ),
]
Sections = Annotated[
    list[ReportSection],
    Field(
        max_length=MAX_SECTIONS,
        description="What its reports say in words, in this order.",
    ),
]
OrganisationIds = Annotated[
    list[Id],
    Field(
        max_length=MAX_ORGANISATIONS,
        description="Who owes it to the programme; none where lead partners do.",
    ),
]


class ReportingPeriodIn(Body):
    """A period of its own, and the day on which its report is due, if agreed."""

    starts_on: Day
    ends_on: Day
    due_on: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on < self.starts_on:
            raise PydanticCustomError("ends_before_start", "It ends before it starts.")
        return self


Periods = Annotated[list[ReportingPeriodIn], Field(max_length=MAX_PERIODS)]
_TITLE: JsonValue = {"en": "Progress report"}


class ReportingRequirementCreate(Body):
    """A report that is to be given."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "progress",
                    "title": _TITLE,
                    "original_language": "en",
                    "rhythm": "half_year",
                    "starts_on": "2006-01-01",
                    "ends_on": "2007-12-31",
                    "days_to_report": 30,
                    "grace_days": 7,
                }
            ]
        }
    )

    kind: Kind
    title: LocalisedTitle
    original_language: Language
    owed_by: OwedBy = "lead_partners"
    organisation_ids: OrganisationIds = Field(default_factory=list)
    rhythm: Annotated[Rhythm, _RHYTHM]
    starts_on: Day | None = None
    ends_on: Day | None = None
    periods: Periods = Field(default_factory=list)
    days_to_report: Days = 30
    grace_days: Grace = 0
    responsible_id: Id | None = None
    signer_id: Annotated[Id | None, _SIGNER] = None
    parts: Parts = Field(default_factory=list)
    sections: Sections = Field(default_factory=list)
    explain_from: ExplainFrom | None = None
    explain_behind: ExplainBehind = False
    partners_draft: PartnersDraft = False


class ReportingRequirementUpdate(ChangeBody):
    """What changes; reports that were submitted stay as they were asked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"grace_days": 14}]})
    nullable: ClassVar[frozenset[str]] = frozenset(
        {"starts_on", "ends_on", "responsible_id", "signer_id", "explain_from"}
    )

    title: LocalisedTitle = LEFT_OUT
    original_language: Language = LEFT_OUT
    organisation_ids: OrganisationIds = LEFT_OUT
    rhythm: Annotated[Rhythm, _RHYTHM] = LEFT_OUT
    starts_on: Day | None = LEFT_OUT
    ends_on: Day | None = LEFT_OUT
    periods: Periods = LEFT_OUT
    days_to_report: Days = LEFT_OUT
    grace_days: Grace = LEFT_OUT
    responsible_id: Id | None = LEFT_OUT
    signer_id: Annotated[Id | None, _SIGNER] = LEFT_OUT
    parts: Parts = LEFT_OUT
    sections: Sections = LEFT_OUT
    explain_from: ExplainFrom | None = LEFT_OUT
    explain_behind: ExplainBehind = LEFT_OUT
    partners_draft: PartnersDraft = LEFT_OUT


class ReportingPeriodOut(BaseModel):
    """A period that is reported on."""

    starts_on: date
    ends_on: date
    due_on: date
    is_agreed: bool = Field(description="The day is its own, and not by the rule.")


class TemplateSection(BaseModel):
    """A section that a report is to have."""

    section: SectionName
    title: dict[Language, str]
    guidance: dict[Language, str] | None
    is_mandatory: bool
    max_characters: int = Field(description="In each language.")


class OrganisationRef(BaseModel):
    """An organisation by its name."""

    id: UUID
    name: str


class ReportingRequirementOut(BaseModel):
    """A kind of report that a programme asks for."""

    id: UUID
    programme_id: UUID
    kind: Kind
    title: dict[Language, str]
    original_language: Language
    owed_by: OwedBy
    organisations: list[OrganisationRef]
    rhythm: Rhythm
    starts_on: date | None
    ends_on: date | None
    periods: list[ReportingPeriodOut]
    days_to_report: int = _DAYS
    grace_days: int = _GRACE
    responsible: Recorder | None
    signer: Recorder | None = _SIGNER
    parts: list[Part] = _PARTS
    sections: list[TemplateSection]
    explain_from: ExplainFrom | None
    explain_behind: ExplainBehind
    partners_draft: PartnersDraft
    report_count: int = Field(description="Reports that are owed or were given.")
    version: int
