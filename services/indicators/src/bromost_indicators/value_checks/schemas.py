from datetime import date, datetime
from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bromost_common.languages import Language
from bromost_indicators.bodies import Body, Id
from bromost_indicators.calculation.cross_checks import Comparison
from bromost_indicators.calculation.outliers import Code
from bromost_indicators.indicators.schemas import Recorder

# As many as anybody looks through.
MOST_CHECKS = 1000

AnyFinding: TypeAlias = Code | Literal["cross_check"]
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

    finding: AnyFinding
    cross_check_id: Id | None = Field(
        None, description="Of `cross_check`: the rule that the value breaks."
    )
    comment: Comment

    @model_validator(mode="after")
    def _names_the_rule_that_is_broken(self) -> Self:
        if (self.finding == "cross_check") != (self.cross_check_id is not None):
            raise PydanticCustomError(
                "which_rule", "`cross_check` names its rule, and nothing else does."
            )
        return self


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


class HeldValue(BaseModel):
    """What was said last of an indicator in the same period at the same place."""

    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language
    value: str
    decimals: int


class BrokenCheck(BaseModel):
    """A rule between indicators that values do not agree with."""

    id: UUID
    comparison: Comparison = Field(
        description="What `value` is to be, held against the sum of `others`."
    )
    message: dict[Language, str]
    original_language: Language
    value: HeldValue
    others: list[HeldValue]


class Remarkable(BaseModel):
    """What makes a value worth a second look; it is stored all the same."""

    finding: AnyFinding
    low: str | None = Field(description="The least of those it is held against.")
    usual: str | None = Field(description="Their median.")
    high: str | None
    times: str | None = Field(description="So many times the usual, if it is more.")
    of_increase: bool = Field(
        description="Of running totals the increases are compared."
    )
    before: TotalBefore | None = Field(description="Of a running total that fell.")
    cross_check: BrokenCheck | None = Field(
        description="Which rule of the programme or project it breaks."
    )
    confirmed: CheckConfirmationOut | None

    def is_meant(self, by: CheckConfirmationCreate) -> bool:
        """Whether this is what somebody says is right."""
        broken = self.cross_check and self.cross_check.id
        return self.finding == by.finding and broken == by.cross_check_id


class ValueCheck(Remarkable):
    """Of which value something is remarkable, and what."""

    entry_id: UUID
    period_id: UUID
    place_id: UUID | None
    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language


class Usual(BaseModel):
    """What the accepted values of earlier periods say of how much is usual."""

    low: str
    high: str
    median: str
    mean: str
    number: int = Field(description="How many values it is made of.")
    of_increase: bool = Field(
        description="Of running totals it is told of the increases."
    )


class ValueBounds(BaseModel):
    """Between what a value has to be, and between what such values usually are."""

    minimum: str | None = Field(description="Less is refused.")
    maximum: str | None = Field(description="More is refused.")
    usual: Usual | None = Field(
        description="None where nothing like it was accepted before."
    )


class ValueChecksOut(BaseModel):
    """What is to be looked at of values that are not accepted yet."""

    items: list[ValueCheck] = Field(description=f"The first {MOST_CHECKS}.")
    unconfirmed: int = Field(description="How many of them nobody has confirmed.")
    left_out: int
