from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bromost_common.languages import Language
from bromost_indicators.bodies import Body
from bromost_indicators.calculation.outliers import Code
from bromost_indicators.indicators.schemas import Recorder

# As many as anybody looks through.
MOST_CHECKS = 1000

Comment = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)
]


class CheckConfirmationCreate(Body):
    """Why a remarkable value is right all the same."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "finding": "far_above",
                    "comment": "Checked: two courses were held together.",
                }
            ]
        }
    )

    finding: Code
    comment: Comment


class CheckConfirmationOut(BaseModel):
    """Who looked at it once more, and found it right."""

    comment: str
    by: Recorder | None
    at: datetime


class TotalBefore(BaseModel):
    """The running total that a later one is below."""

    value: str
    starts_on: date
    ends_on: date


class Remarkable(BaseModel):
    """What makes a value worth a second look; it is stored all the same."""

    finding: Code
    low: str | None = Field(description="The least of those it is held against.")
    usual: str | None = Field(description="Their median.")
    high: str | None
    times: str | None = Field(description="So many times the usual, if it is more.")
    of_increase: bool = Field(
        description="Of running totals the increases are compared."
    )
    before: TotalBefore | None = Field(description="Of a running total that fell.")
    confirmed: CheckConfirmationOut | None


class ValueCheck(Remarkable):
    """Of which value something is remarkable, and what."""

    entry_id: UUID
    period_id: UUID
    place_id: UUID | None
    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language


class ValueChecksOut(BaseModel):
    """What is to be looked at of values that are not accepted yet."""

    items: list[ValueCheck] = Field(description=f"The first {MOST_CHECKS}.")
    unconfirmed: int = Field(description="How many of them nobody has confirmed.")
    left_out: int
