from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from bromost_indicators.bodies import LEFT_OUT, ChangeBody

_TOLERANCE = (
    "So far from what was expected, as a share of it, is still on track: 0.15 is 15 %."
)


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


class ProgrammeRulesOut(BaseModel):
    """How results are judged, and how many people it takes to accept a value."""

    programme_id: UUID
    tolerance: str = Field(description=_TOLERANCE, examples=["0.15"])
    second_level: bool = Field(
        description="Whether one person verifies a value before another accepts it."
    )
    version: int = Field(description="1 as long as nobody laid down anything.")
