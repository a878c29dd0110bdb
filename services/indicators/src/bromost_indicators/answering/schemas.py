from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bromost_common.languages import Language, LongText
from bromost_indicators.bodies import Body
from bromost_indicators.calculation.rules import Kind
from bromost_indicators.definitions.schemas import Step
from bromost_indicators.entries.schemas import (
    MAX_EVIDENCE,
    CellIn,
    CellOut,
    EvidenceIn,
    EvidenceOut,
)
from bromost_indicators.figures import EntryState, EntryStatus, Figure
from bromost_indicators.value_checks.schemas import Remarkable

_TOKEN = "c2l4dHktZm91ci1iaXRzLW9mLW5vLXVzZS1hdC1hbGw"  # noqa: S105  # an example
Names = dict[Language, str]


class ContributionToken(BaseModel):
    """The secret of a link, as its address has it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"token": _TOKEN}]}
    )

    token: Annotated[SecretStr, Field(min_length=1, max_length=200)]


class AnswerIn(Body):
    """What somebody says of one row; kept as a draft until they hand it in."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"value": "87", "state": "reported"}]}
    )

    value: Figure | None = None
    state: EntryState
    numerator: Figure | None = None
    denominator: Figure | None = None
    text: LongText | None = None
    cells: list[CellIn] = Field(default_factory=list, max_length=500)
    is_partial: bool = False
    comment: LongText | None = None
    evidence: list[EvidenceIn] = Field(
        default_factory=list,
        max_length=MAX_EVIDENCE,
        description="Links, and own files. Files of others stay, named or not.",
    )


class AskedCategory(BaseModel):
    """A group that a value is broken down by."""

    id: UUID
    name: Names
    archived: bool


class AskedAxis(BaseModel):
    """By what a value is broken down."""

    id: UUID
    name: Names
    categories: list[AskedCategory]


class Earlier(BaseModel):
    """What was accepted last before."""

    starts_on: date
    ends_on: date
    state: EntryState
    value: str | None
    numerator: str | None
    denominator: str | None
    text: str | None


class AnswerEvidence(EvidenceOut):
    """Where an answer can be seen; of files of others the name."""

    is_own: bool = Field(description="A file that was handed in by this link.")


class Answer(BaseModel):
    """What was said of a row last."""

    state: EntryState
    value: str | None
    numerator: str | None
    denominator: str | None
    text: str | None
    is_partial: bool
    comment: str | None
    cells: list[CellOut]
    evidence: list[AnswerEvidence]
    status: EntryStatus
    recorded_at: datetime
    returned_because: str | None = Field(description="Why it came back, if it did.")


class AskedRow(BaseModel):
    """A value that is asked for, with what one has to know to give it."""

    period_id: UUID
    version: int
    indicator_id: UUID
    title: Names
    original_language: Language
    result_title: Names
    definition_name: Names
    description: Names | None
    method: Names | None
    kind: Kind
    unit: str
    unit_name: Names | None
    decimals: int
    minimum: str | None
    maximum: str | None
    scale: list[Step] | None
    axes: list[AskedAxis]
    starts_on: date
    ends_on: date
    target_value: str | None
    target_low: str | None
    target_high: str | None
    earlier: Earlier | None
    answer: Answer | None
    checks: list[Remarkable] = Field(description="Why to look at it once more.")
    locked_because: str | None = Field(description="Why nothing more is said of it.")
    is_open: bool = Field(description="Whether something may be said of it now.")


class AskedProject(BaseModel):
    """What the values are about."""

    code: str
    title: Names
    original_language: Language


class AskedForm(BaseModel):
    """All that a link asks for, and what was told so far."""

    id: UUID
    name: str
    language: Language
    asked_by: str
    message: str | None
    project: AskedProject
    place: Names | None
    starts_on: date
    ends_on: date
    expires_at: datetime
    handed_in_at: datetime | None
    rows: list[AskedRow]


class ContributionHandedIn(BaseModel):
    """What was handed in, and how it stands then."""

    handed_in: int
    contribution: AskedForm
