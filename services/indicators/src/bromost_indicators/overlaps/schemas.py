from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.audit import Reason
from bromost_common.languages import Language, ShortText
from bromost_indicators.bodies import Body, Id
from bromost_indicators.calculation.values import State
from bromost_indicators.figures import Figure
from bromost_indicators.indicators.schemas import Recorder, SpanOut

MOST_PARTS = 50
Between: TypeAlias = Literal["places", "indicators", "periods"]
Repeats = Annotated[
    Figure,
    Field(
        description="How often somebody was counted again, beyond the first time: of"
        " two parts, how many people are in both. Of parts within a wider overlap the"
        " wider one counts what is left."
    ),
]


class OverlapCreate(Body):
    """How many people are in more than one part, and where one knows that from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "period_id": "01930000-0000-7000-8000-000000000001",
                    "between_what": "places",
                    "parts": [
                        "01930000-0000-7000-8000-000000000002",
                        "01930000-0000-7000-8000-000000000003",
                    ],
                    "repeats": "5",
                    "source": "Lists of participants of both towns, compared.",
                    "after": 0,
                }
            ]
        }
    )

    period_id: Id | None = Field(
        description="Of this period; null between the periods themselves."
    )
    between_what: Between
    parts: list[Id] = Field(
        min_length=2,
        max_length=MOST_PARTS,
        description="Places, indicators or periods. The indicator itself stands for its"
        " own values, or for what was counted without naming a place.",
    )
    repeats: Repeats | None = Field(description="Null: it is not known any longer.")
    source: ShortText | None = None
    reason: Reason | None = None
    after: int = Field(
        default=0,
        ge=0,
        description="The number of what was said of these parts before, as it was read;"
        " 0 for nothing.",
    )


class OverlapPart(BaseModel):
    """One of the parts that people are in."""

    id: UUID | None = Field(description="Null for one that the reader does not see.")
    name: dict[Language, str] | None = Field(
        description="Null for a period, for own values, for no named place, and for"
        " what the reader does not see."
    )
    is_own: bool = Field(description="The indicator's own values, or no named place.")
    period: SpanOut | None


class OverlapSaid(BaseModel):
    """What somebody said of it, when, and where they knew it from."""

    id: UUID
    number: int
    repeats: str | None
    source: str | None
    reason: str | None
    recorded_by: Recorder | None
    recorded_at: datetime


class StatedOverlap(OverlapSaid):
    """How often people of some parts were counted again."""

    between_what: Between
    period_id: UUID | None
    parts: list[OverlapPart]


class OverlapWithHistory(StatedOverlap):
    """With all that was said of the same parts before, the newest first."""

    earlier: list[OverlapSaid]


class CountedPart(OverlapPart):
    """A part, and what it comes to."""

    state: State
    value: str | None
    low: str | None
    high: str | None


class OverlapGround(BaseModel):
    """Parts that the same people may be in."""

    between_what: Between
    parts: list[CountedPart] = Field(description="The largest, at most 200.")
    parts_total: int


class OverlapsOut(BaseModel):
    """Of a period, or between periods: what was said, and of what it can be said."""

    indicator_id: UUID
    period_id: UUID | None
    may_state: bool
    grounds: list[OverlapGround]
    stated: list[OverlapWithHistory]
