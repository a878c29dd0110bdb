from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from bromost_common.audit import Reason
from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import (
    LEFT_OUT,
    Body,
    ChangeBody,
    Day,
    Id,
    LocalisedTitle,
    Position,
)
from bromost_indicators.calculation.rules import Kind
from bromost_indicators.definitions.schemas import RuleChanges, RuleOut
from bromost_indicators.figures import EntryState, EntryStatus, Figure
from bromost_indicators.results.schemas import OriginMode, Side

BaselineState = Literal[
    "reported", "zero", "estimated", "not_applicable", "not_collected"
]
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


_OF_USE = frozenset(
    {
        *("baseline_state", "baseline_value", "baseline_numerator"),
        *("baseline_denominator", "baseline_on", "baseline_method", "baseline_note"),
        *("target_value", "target_numerator", "target_denominator"),
        *("target_low", "target_high", "target_on", "side_id"),
    }
)
_PEOPLE: Any = Field(
    default_factory=lambda: None,
    max_length=20,
    description="Accounts that see to it that it is reported.",
)
_OVER_100: Any = Field(
    default_factory=lambda: None,
    description="Of a percentage: the same as no `maximum`, else it is 100.",
)


class _Use(RuleChanges):
    """What a framework says of an indicator beside its definition."""

    nullable: ClassVar[frozenset[str]] = RuleChanges.nullable | _OF_USE

    title: LocalisedTitle = LEFT_OUT
    allow_over_100: bool = _OVER_100
    baseline_state: BaselineState | None = None
    baseline_value: Figure | None = None
    baseline_numerator: Figure | None = None
    baseline_denominator: Figure | None = None
    baseline_on: Day | None = None
    baseline_method: LocalisedText | None = None
    baseline_note: LocalisedText | None = None
    target_value: Figure | None = None
    target_numerator: Figure | None = None
    target_denominator: Figure | None = None
    target_low: Figure | None = None
    target_high: Figure | None = None
    target_on: Day | None = None
    responsible_ids: list[Id] = _PEOPLE
    is_synthetic: bool = LEFT_OUT
    side_id: Side = None
    position: Position = LEFT_OUT


class IndicatorCreate(_Use):
    """An indicator that is added to a result: of the library, or with its own rule.

    One of the library takes its rule from there, and its title too unless one is given.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})
    nullable: ClassVar[frozenset[str]] = _Use.nullable | {"definition_version_id"}

    definition_version_id: Id | None = Field(
        None, description="A published version of a definition in a library."
    )


class IndicatorUpdate(_Use):
    """What changes of an indicator; of its rule, only where it is its own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"target_value": "90", "target_on": "2008-12-31"}]
        }
    )
    nullable: ClassVar[frozenset[str]] = _Use.nullable | {"reason"}

    archived: bool = LEFT_OUT
    reason: Reason | None = None


class IndicatorVersionCreate(RuleChanges):
    """A break in the series: from a day on, the indicator goes by another rule."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_on": "2030-01-01",
                    "decimals": 1,
                    "reason": "The register counts by household from then on.",
                }
            ]
        }
    )
    nullable: ClassVar[frozenset[str]] = RuleChanges.nullable | {
        "definition_version_id"
    }

    starts_on: Day
    reason: Reason
    definition_version_id: Id | None = Field(
        None, description="Of a library; without it, the own rule with what is changed."
    )
    allow_over_100: bool = _OVER_100


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
    target_numerator: Figure | None = None
    target_denominator: Figure | None = None
    target_low: Figure | None = None
    target_high: Figure | None = None


class PeriodUpdate(ChangeBody):
    """What changes of a period."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"target_value": "55"}]})
    nullable: ClassVar[frozenset[str]] = frozenset(
        {
            *("target_value", "target_numerator", "target_denominator"),
            *("target_low", "target_high", "reason"),
        }
    )

    starts_on: Day = LEFT_OUT
    ends_on: Day = LEFT_OUT
    target_value: Figure | None = None
    target_numerator: Figure | None = None
    target_denominator: Figure | None = None
    target_low: Figure | None = None
    target_high: Figure | None = None
    reason: Reason | None = None


class SpanOut(BaseModel):
    """The days of a period."""

    starts_on: date
    ends_on: date


class Recorder(BaseModel):
    """Who recorded a value."""

    id: UUID
    display_name: str
    by_link_of: str | None = Field(
        description="Who asked them, if they have no account."
    )


class EntryOut(BaseModel):
    """A value as it was recorded."""

    id: UUID
    number: int = Field(description="Counts from 1 in each period; the highest holds.")
    value: str | None = Field(examples=["87"])
    state: EntryState
    status: EntryStatus
    numerator: str | None
    denominator: str | None
    text: str | None
    place_id: UUID | None
    is_partial: bool
    reason: str | None
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
    target_numerator: str | None
    target_denominator: str | None
    target_low: str | None
    target_high: str | None
    decimals: int = Field(description="Of the rule that holds for it.")
    current: EntryOut | None
    entry_count: int
    version: int


class LatestValue(BaseModel):
    """The value of the last period that has one."""

    period_id: UUID
    value: str | None
    state: EntryState
    status: EntryStatus = Field(
        description="Only what is accepted is in figures; this may still wait for it."
    )


class DefinitionRef(BaseModel):
    """What the indicator goes by now."""

    id: UUID
    version_id: UUID
    number: int
    is_own: bool = Field(description="The project's own, in no library.")
    code: str | None
    programme_id: UUID | None
    newest_number: int = Field(description="Of those that are published.")


class SeriesPart(BaseModel):
    """From when a rule holds; each but the first is a break in the series."""

    definition_version_id: UUID
    starts_on: date | None
    kind: Kind
    unit: str
    unit_name: dict[Language, str] | None
    decimals: int


class IndicatorOut(RuleOut):
    """An indicator with its periods, their values and what they come to."""

    id: UUID
    result_id: UUID
    project_id: UUID | None
    programme_id: UUID | None
    original_language: Language = Field(description="That of its result.")
    title: dict[Language, str]
    definition: DefinitionRef
    series: list[SeriesPart]
    allow_over_100: bool
    baseline_state: BaselineState | None
    baseline_value: str | None
    baseline_numerator: str | None
    baseline_denominator: str | None
    baseline_on: date | None
    baseline_method: dict[Language, str] | None
    baseline_note: dict[Language, str] | None
    target_value: str | None
    target_numerator: str | None
    target_denominator: str | None
    target_low: str | None
    target_high: str | None
    target_on: date | None
    people: list[Recorder] = Field(description="Who sees to it that it is reported.")
    is_synthetic: bool = Field(description="Invented, for demonstration.")
    side_id: UUID | None = Field(description="The partner for whose side it counts.")
    origin_indicator_id: UUID | None
    origin_mode: OriginMode | None
    position: int
    latest: LatestValue | None
    periods: list[PeriodOut]
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime
