from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from bromost_indicators.bodies import Body

MOST_LINES = 500


_EXAMPLE: JsonDict = {
    "kind": "output",
    "fields": {
        "title": {"en": "Entrepreneurs are trained"},
        "original_language": "en",
    },
}


class Line(Body):
    """A result or an indicator, with the fields that it is added with.

    What is wrong with a line is told of that line, and the others are added.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    kind: str = Field(
        max_length=40,
        description="That of a result; an `indicator` belongs to the result above it.",
    )
    goals: list[int] = Field(
        default_factory=list, max_length=50, description="Numbers of the goals served."
    )
    leads_to: list[int] = Field(
        default_factory=list,
        max_length=30,
        description="Numbers of the lines that it contributes to, counted from 1.",
    )

    fields: dict[str, Any] = Field(
        max_length=40,
        description="As a result or an indicator is added with, but for its kind.",
    )


class LinesCreate(Body):
    """Many results and indicators at once."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dry_run": True,
                    "lines": [_EXAMPLE],
                }
            ]
        }
    )

    dry_run: bool = Field(default=False, description="Only tell what would be done.")
    lines: list[Line] = Field(min_length=1, max_length=MOST_LINES)


class LineProblem(BaseModel):
    """What is wrong with a line, or with one of its fields."""

    field: str | None
    code: str
    message: str


class LineOutcome(BaseModel):
    """What became of a line."""

    line: int = Field(description="Counted from 1.")
    outcome: Literal["added", "would_be_added", "refused"]
    id: UUID | None = Field(description="What was added.")
    problems: list[LineProblem] = Field(
        description="Of an added line: what of it was left out."
    )


class LinesOut(BaseModel):
    """What became of each line."""

    added: int
    refused: int
    outcomes: list[LineOutcome]
