from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from bromost_indicators.bodies import LEFT_OUT, ChangeBody

_TOLERANCE = (
    "So far from what was expected, as a share of it, is still on track: 0.15 is 15 %."
)

_REPORT = "Within so many days after its end a period is to be reported."
_REVIEW = "So many days has whoever reviews a value, or corrects what was returned."
_Days = Annotated[int, Field(ge=0, le=365)]


class ProgrammeRulesUpdate(ChangeBody):
    """What is laid down anew."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"tolerance": "0.1", "second_level": True}]}
    )

    tolerance: (
        Annotated[
            str,
            Field(
                pattern=r"^(0(\.[0-9]{1,3})?|1(\.0{1,3})?)$",
                max_length=5,
                description=_TOLERANCE + " From 0 to 1.",
            ),
        ]
        | SkipJsonSchema[None]
    ) = LEFT_OUT
    second_level: bool | SkipJsonSchema[None] = LEFT_OUT
    days_to_report: (
        Annotated[_Days, Field(description=_REPORT)] | SkipJsonSchema[None]
    ) = LEFT_OUT
    days_to_review: (
        Annotated[_Days, Field(description=_REVIEW)] | SkipJsonSchema[None]
    ) = LEFT_OUT


class ProgrammeRulesOut(BaseModel):
    """How results are judged, and how many people it takes to accept a value."""

    programme_id: UUID
    tolerance: str = Field(description=_TOLERANCE, examples=["0.15"])
    second_level: bool = Field(
        description="Whether one person verifies a value before another accepts it."
    )
    days_to_report: int = Field(description=_REPORT, examples=[30])
    days_to_review: int = Field(description=_REVIEW, examples=[14])
    version: int = Field(description="1 as long as nobody laid down anything.")
