from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.languages import Language, LongText, ShortText
from bromost_indicators.bodies import LEFT_OUT, Body, ChangeBody, Id
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.projects.schemas import ProgrammeRef
from bromost_indicators.reporting_requirements.schemas import (
    MAX_SECTIONS,
    Kind,
    OrganisationRef,
    Part,
    SectionName,
)

Status = Literal["not_due", "due", "overdue", "submitted", "returned", "accepted"]
Step = Literal["submitted", "returned", "accepted", "reopened"]
Right = Literal["submit", "review", "name_responsible", "name_signer", "read_comments"]
_STATUS = Field(
    description="As it stands today. Due from the day after its period, or from the"
    " due day if that comes first; overdue when the days of grace are over as well."
)


class ReportRef(BaseModel):
    """A report in the calendar."""

    id: UUID
    kind: Kind
    title: dict[Language, str]
    original_language: Language
    starts_on: date
    ends_on: date
    due_on: date
    overdue_from: date = Field(description="The first day on which it is overdue.")
    status: Status = _STATUS
    received_on: date | None = Field(description="When it was first submitted.")
    of_project_days: bool = Field(description="It is of all days of its project.")


class ProjectName(BaseModel):
    """The project that a report is of."""

    id: UUID
    code: str
    title: dict[Language, str]
    original_language: Language


class CalendarRow(BaseModel):
    """What a partner owes in a project, or to the programme as a whole."""

    organisation: OrganisationRef | None = Field(
        description="Null where nobody leads the project."
    )
    project: ProjectName | None
    reports: list[ReportRef]


class SectionReason(Body):
    """What is to be mended in a section."""

    section: SectionName
    reason: LongText


class ReportStepOut(BaseModel):
    """What happened to a report."""

    step: Step
    at: datetime
    by: Recorder | None
    signer: Recorder | None = Field(description="Who answers for what was submitted.")
    reason: str | None
    sections: list[SectionReason] = Field(description="What was to be mended.")


class ReportPerson(BaseModel):
    """Somebody who may be named."""

    id: UUID
    display_name: str
    may_sign: bool
    reads_comments: bool = Field(description="And may be mentioned in them.")


class ReportOut(ReportRef):
    """A report: who owes it, who answers for it, and how far it got."""

    programme: ProgrammeRef
    project: ProjectName | None
    organisation: OrganisationRef | None
    grace_days: int
    parts: list[Part]
    responsible: Recorder | None
    signer: Recorder | None = Field(
        description="Who alone may sign it; null for whoever may by their role."
    )
    steps: list[ReportStepOut] = Field(description="What happened, the oldest first.")
    my_rights: list[Right]
    version: int


class ReportPeople(BaseModel):
    """Who has a role where the report is owed."""

    people: list[ReportPerson]


class ReportUpdate(ChangeBody):
    """Who sees to it, and who answers for it; null for whom the requirement names."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"responsible_id": None}]}
    )
    nullable: ClassVar[frozenset[str]] = frozenset({"responsible_id", "signer_id"})

    responsible_id: Id | None = LEFT_OUT
    signer_id: Id | None = LEFT_OUT


class ReportStepCreate(Body):
    """What is to happen to a report."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "step": "submitted",
                    "signer_id": "01930000-0000-7000-8000-000000000001",
                }
            ]
        }
    )

    step: Step
    signer_id: Annotated[
        Id | None, Field(description="Who answers for what is submitted.")
    ] = None
    reason: ShortText | None = None
    sections: Annotated[
        list[SectionReason],
        Field(
            max_length=MAX_SECTIONS,
            description="What is to be mended, of a report that is returned or opened"
            " again.",
        ),
    ] = Field(default_factory=list)
