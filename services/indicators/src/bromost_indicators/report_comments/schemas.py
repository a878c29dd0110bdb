from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bromost_common.languages import plain_text
from bromost_indicators.bodies import Body, Id
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.reporting_requirements.schemas import SectionName

MAX_CHARACTERS = 2_000
MAX_MENTIONS = 10
# A whole discussion is read at once.
MAX_COMMENTS = 200

Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_CHARACTERS),
    AfterValidator(plain_text),
]


class ReportCommentCreate(Body):
    """What to say of a section, and to whom above all."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"section": "lessons", "text": "Which two schools?"}]
        }
    )

    section: SectionName
    text: Annotated[Words, Field(description="Plain text.")]
    mentions: Annotated[
        list[Id],
        Field(
            max_length=MAX_MENTIONS,
            description="Who is told of it: people who may read comments there.",
        ),
    ] = Field(default_factory=list)


class ReportCommentState(Body):
    """Whether it is settled."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"resolved": True}]})

    resolved: bool


class ReportCommentOut(BaseModel):
    """A comment on a section of a report; withdrawn, it says nothing any more."""

    id: UUID
    section: str
    text: str | None = Field(description="Null once it was withdrawn.")
    mentions: list[Recorder] = Field(description="Who was told of it.")
    written_by: Recorder | None
    created_at: datetime
    withdrawn_at: datetime | None
    resolved_at: datetime | None
    resolved_by: Recorder | None
    is_mine: bool


class ReportComments(BaseModel):
    """What people say of a report to one another."""

    comments: list[ReportCommentOut] = Field(description="The oldest first.")
    may_comment: bool = Field(description="By role, and as the report stands.")
    may_settle: bool = Field(description="By role.")
