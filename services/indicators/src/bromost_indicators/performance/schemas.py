from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language
from bromost_common.paging import Page
from bromost_indicators.calculation.status import Status
from bromost_indicators.figures.schemas import (
    AmountOut,
    BreakdownCategory,
    PartPeriodOut,
    PeriodFigureOut,
    ProgressOut,
    TargetOut,
)
from bromost_indicators.overlaps.schemas import StatedOverlap
from bromost_indicators.projects.schemas import Owner
from bromost_indicators.results.schemas import ResultKind

# Of an indicator that cannot be judged, there is no status.
AnyStatus = Literal[Status, "unjudged"]
By = Literal["kind", "project", "programme", "country", "theme"]


class FrameworkRef(BaseModel):
    """The project or programme whose framework it is."""

    id: UUID
    what: Owner
    code: str
    title: dict[Language, str]
    original_language: Language


class MeasuredResult(BaseModel):
    """What the indicator measures."""

    id: UUID
    kind: ResultKind
    title: dict[Language, str]


class DefinitionInUse(BaseModel):
    """What is counted, by the version that holds now."""

    id: UUID
    number: int
    code: str | None = Field(description="None for what is a project's own.")
    name: dict[Language, str]


class BaselineOut(BaseModel):
    """Where it started."""

    value: str | None
    day: date | None


class PerformancePeriod(PeriodFigureOut):
    """A period: what was wanted of it, and what it came to."""

    starts_on: date
    ends_on: date
    target: TargetOut
    overlaps: list[StatedOverlap] = Field(
        description="What was said of people who are counted in several of its parts;"
        " the figure is what is left of their sum."
    )


class Contribution(BaseModel):
    """An indicator that goes into this one, of a framework that the reader sees."""

    indicator_id: UUID
    title: dict[Language, str]
    framework: FrameworkRef
    included: bool = Field(description="False: tied to it, but not added.")
    archived: bool = Field(
        description="It, its result or its project. What it told still counts."
    )
    life: str | None
    status: Status | None


class PerformancePart(BaseModel):
    """What a category of the axis that was asked for comes to."""

    category: BreakdownCategory
    original_language: Language
    life: AmountOut
    periods: list[PartPeriodOut]


class PerformanceRow(ProgressOut):
    """An indicator: where it started, where it is to go, where it is."""

    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language
    framework: FrameworkRef
    result: MeasuredResult
    definition: DefinitionInUse
    kind: str
    unit: str
    unit_name: dict[Language, str] | None
    decimals: int
    direction: str
    is_synthetic: bool = Field(description="Invented, for demonstration.")
    as_of: date = Field(description="The day by which periods are over.")
    pending: bool = Field(
        description="Something changed since: it is being worked out anew."
    )
    baseline: BaselineOut
    target: TargetOut
    target_on: date | None
    target_to_date: TargetOut
    life: AmountOut
    to_date: AmountOut = Field(description="Only of periods that are over.")
    overlaps: list[StatedOverlap] = Field(
        description="The same of those who are counted in several periods."
    )
    progress_to_date: str | None
    expected: str | None
    expected_to_date: str | None
    periods: list[PerformancePeriod]
    contributions: list[Contribution] = Field(description="The first ten.")
    contributions_total: int = Field(description="How many the reader sees.")
    parts: list[PerformancePart] = Field(
        description="Of the axis `by`, where one was asked for."
    )


PerformancePage = Page[PerformanceRow]


class PerformanceAxis(BaseModel):
    """By what some of the indicators are broken down."""

    id: UUID
    name: dict[Language, str]
    original_language: Language


class PerformanceAxes(BaseModel):
    """All by which the indicators that were asked for can be shown."""

    items: list[PerformanceAxis] = Field(description="At most 50.")


class StatusCounts(BaseModel):
    """How many indicators there are, and how they stand."""

    total: int
    reached: int
    ahead: int
    on_track: int
    behind: int
    no_data: int
    not_due: int
    unjudged: int = Field(description="Without a target, or a way to it.")


class PerformanceGroup(StatusCounts):
    """The same of a part of them."""

    key: str | None = Field(description="None for those that belong to none.")
    code: str | None
    name: dict[Language, str] | None


class PerformanceSummary(StatusCounts):
    """How indicators stand, all together and part by part."""

    as_of: date = Field(description="The oldest day that any of them was judged on.")
    pending: int = Field(description="Those whose figures are being worked out.")
    by: By
    groups: list[PerformanceGroup] = Field(
        description="The largest, at most 200. An indicator may be in several."
    )


class ComparedDefinition(BaseModel):
    """What several projects count in the same way, project by project."""

    definition: DefinitionInUse
    rows: list[PerformanceRow]


class ComparisonOut(BaseModel):
    """Projects side by side, on what they count in the same way."""

    projects: list[FrameworkRef]
    definitions: list[ComparedDefinition]
    truncated: bool = Field(description="There are more than are shown.")


class MapPosition(BaseModel):
    """Where a figure is shown: as near as is known, and how near that is."""

    where: Literal["site", "partner", "country", "nowhere"]
    site_id: UUID | None = Field(description="The project's site that it is of.")
    name: dict[Language, str] | None
    original_language: Language | None
    country_code: str | None
    latitude: str | None
    longitude: str | None


class MapPoint(BaseModel):
    """What an indicator comes to at a place, or as a whole where none was named."""

    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language
    framework: FrameworkRef
    unit: str
    unit_name: dict[Language, str] | None
    decimals: int
    is_synthetic: bool
    is_whole: bool = Field(description="Of the whole project, and not of one place.")
    position: MapPosition
    life: AmountOut
    target: TargetOut | None = Field(description="Only of the whole.")
    progress: str | None
    status: Status | None


class MapDefinition(DefinitionInUse):
    """A definition of the library, and how many projects count by it."""

    projects: int


class ResultMap(BaseModel):
    """What projects came to, place by place, counted by one definition."""

    definitions: list[MapDefinition] = Field(
        description="Of the library, those in use here; the most used first."
    )
    definition_id: UUID | None = Field(description="The one that is shown.")
    points: list[MapPoint]
    without_coordinates: int = Field(description="How many have no point on the map.")
    truncated: bool = Field(description="There are more than are shown.")
