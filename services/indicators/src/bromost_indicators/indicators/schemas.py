from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic.json_schema import SkipJsonSchema

from bromost_common.audit import Reason
from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import Body, ChangeBody, Day, LocalisedTitle, Position
from bromost_indicators.figures import Direction, EntryState, Figure
from bromost_indicators.results.schemas import OriginMode, Side

Unit = Annotated[
    str,
    Field(
        pattern=r"^(number|percent|custom|currency:[A-Z]{3})$",
        description="`custom` needs a `unit_name`; money names its currency.",
        examples=["number", "currency:NOK"],
    ),
]
Decimals = Annotated[int, Field(ge=0, le=6)]
_EXAMPLE: JsonDict = {
    "title": {"en": "Entrepreneurs trained", "nb": "Gründere som har fått opplæring"},
    "unit": "number",
    "direction": "increase",
    "decimals": 0,
    "baseline_value": "0",
    "baseline_on": "2004-06-01",
    "target_value": "80",
    "target_on": "2006-12-31",
}


class IndicatorCreate(Body):
    """An indicator that is added to a result."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    title: LocalisedTitle
    unit: Unit
    unit_name: LocalisedTitle | None = None
    direction: Direction
    decimals: Decimals = 0
    allow_over_100: bool = False
    baseline_value: Figure | None = None
    baseline_on: Day | None = None
    baseline_note: LocalisedText | None = None
    target_value: Figure | None = None
    target_on: Day | None = None
    source: LocalisedText | None = None
    is_synthetic: bool = False
    side_id: Side = None
    position: Position | None = None


class IndicatorUpdate(ChangeBody):
    """What changes of an indicator."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"target_value": "90", "target_on": "2008-12-31"}]
        }
    )
    nullable: ClassVar[frozenset[str]] = frozenset(
        {
            "unit_name",
            "baseline_value",
            "baseline_on",
            "baseline_note",
            "target_value",
            "target_on",
            "source",
            "side_id",
            "reason",
        }
    )

    title: LocalisedTitle | SkipJsonSchema[None] = None
    unit: Unit | SkipJsonSchema[None] = None
    unit_name: LocalisedTitle | None = None
    direction: Direction | SkipJsonSchema[None] = None
    decimals: Decimals | SkipJsonSchema[None] = None
    allow_over_100: bool | SkipJsonSchema[None] = None
    baseline_value: Figure | None = None
    baseline_on: Day | None = None
    baseline_note: LocalisedText | None = None
    target_value: Figure | None = None
    target_on: Day | None = None
    source: LocalisedText | None = None
    is_synthetic: bool | SkipJsonSchema[None] = None
    side_id: Side = None
    position: Position | SkipJsonSchema[None] = None
    archived: bool | SkipJsonSchema[None] = None
    reason: Reason | None = None


class PeriodCreate(Body):
    """A time that values are reported for; both days belong to it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_on": "2006-01-01",
                    "ends_on": "2006-12-31",
                    "target_value": "50",
                }
            ]
        }
    )

    starts_on: Day
    ends_on: Day
    target_value: Figure | None = None


class PeriodUpdate(ChangeBody):
    """What changes of a period."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"target_value": "55"}]})
    nullable: ClassVar[frozenset[str]] = frozenset({"target_value", "reason"})

    starts_on: Day | SkipJsonSchema[None] = None
    ends_on: Day | SkipJsonSchema[None] = None
    target_value: Figure | None = None
    reason: Reason | None = None


class Recorder(BaseModel):
    """Who recorded a value."""

    id: UUID
    display_name: str


class EntryOut(BaseModel):
    """A value as it was recorded."""

    id: UUID
    number: int = Field(description="Counts from 1 in each period; the highest holds.")
    value: str = Field(examples=["87"])
    state: EntryState
    comment: str | None
    recorded_by: Recorder | None
    recorded_at: datetime


class PeriodOut(BaseModel):
    """A period with the value that holds now, the newest entry."""

    id: UUID
    indicator_id: UUID
    starts_on: date
    ends_on: date
    target_value: str | None
    current: EntryOut | None
    entry_count: int
    version: int


class LatestValue(BaseModel):
    """The value of the last period that has one."""

    period_id: UUID
    value: str
    state: EntryState


class IndicatorOut(BaseModel):
    """An indicator with its periods, their values and what they come to."""

    id: UUID
    result_id: UUID
    project_id: UUID | None
    programme_id: UUID | None
    original_language: Language = Field(description="That of its result.")
    title: dict[Language, str]
    unit: str
    unit_name: dict[Language, str] | None
    direction: Direction
    decimals: int
    allow_over_100: bool
    baseline_value: str | None
    baseline_on: date | None
    baseline_note: dict[Language, str] | None
    target_value: str | None
    target_on: date | None
    source: dict[Language, str] | None
    is_synthetic: bool = Field(description="Invented, for demonstration.")
    side_id: UUID | None = Field(description="The partner for whose side it counts.")
    origin_indicator_id: UUID | None
    origin_mode: OriginMode | None
    position: int
    latest: LatestValue | None
    progress: str | None = Field(
        description="Share of the way from baseline to target; 1 is reached.",
        examples=["0.5143"],
    )
    progress_missing: Literal["baseline", "target", "value"] | None = Field(
        description="Why there is no progress."
    )
    periods: list[PeriodOut]
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime
