from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language
from bromost_common.money import DecimalString
from bromost_indicators.calculation.status import Status
from bromost_indicators.figures.inputs import Include
from bromost_indicators.figures.schemas import AmountOut, TargetOut
from bromost_indicators.performance.schemas import (
    BaselineOut,
    DefinitionInUse,
    MeasuredResult,
)
from bromost_indicators.report_sections.schemas import ReportSectionOut
from bromost_indicators.reporting_requirements.schemas import OrganisationRef

_DEVIATION = Field(
    description="A share of what was wanted, below 0 where less came.",
    examples=["-0.2500"],
)


class ReportedPeriod(BaseModel):
    """A period that ends in the days of the report."""

    period_id: UUID
    starts_on: date
    ends_on: date
    amount: AmountOut


class ReportRow(BaseModel):
    """An indicator: what was wanted, what was reported before, and what came now."""

    indicator_id: UUID
    title: dict[Language, str]
    original_language: Language
    result: MeasuredResult
    definition: DefinitionInUse = Field(description="In the version that holds.")
    unit: str
    unit_name: dict[Language, str] | None
    decimals: int
    is_synthetic: bool = Field(description="Invented, for demonstration.")
    baseline: BaselineOut
    target: TargetOut = Field(description="Of the report's days.")
    target_to_date: TargetOut = Field(description="By its last day.")
    target_for_life: TargetOut
    previously: AmountOut = Field(description="By the day before its first one.")
    previously_told: AmountOut | None = Field(
        description="What the accepted report before this one told, where that has"
        " become another figure since."
    )
    now: AmountOut | None = Field(
        description="Of the periods that end in its days; null where none does, and"
        " where a formula has several."
    )
    to_date: AmountOut = Field(description="By its last day.")
    periods: list[ReportedPeriod]
    deviation: str | None = _DEVIATION
    status: Status | None = Field(description="As of its last day.")
    provisional: bool = Field(
        description="What waits to be accepted makes it another figure."
    )
    words: ReportSectionOut = Field(description="How the deviation is explained.")


class SpendingLine(BaseModel):
    """What one source pays in one currency."""

    funder: OrganisationRef | None = Field(
        description="Null for what was booked on no budget line."
    )
    currency: str = Field(examples=["NOK"])
    budget: DecimalString = Field(description="Of all years.")
    budget_to_date: DecimalString = Field(
        description="Of the years up to the one in which the report ends."
    )
    previously: DecimalString = Field(description="Spent before its first day.")
    now: DecimalString = Field(description="Spent in its days.")
    left: DecimalString = Field(description="Of the whole budget.")
    deviation: str | None = _DEVIATION


class ReportSpending(BaseModel):
    """The project's money. Currencies are never added up."""

    lines: list[SpendingLine]
    words: ReportSectionOut = Field(description="How deviations are explained.")


class RateInForce(BaseModel):
    """What one unit of a currency is worth in another on the report's last day."""

    from_currency: str
    to_currency: str
    rate: DecimalString
    valid_on: date
    source: str


class ReportFigures(BaseModel):
    """What a report tells in figures, as of its last day."""

    as_of: date
    include: Include = Field(
        description="Of all that was handed in; for whoever only funds it, of what was"
        " accepted."
    )
    rows: list[ReportRow] = Field(description="In the order of the framework.")
    spending: ReportSpending | None = Field(
        description="Null for whoever may not read money, and of no project."
    )
    rates: list[RateInForce] = Field(description="From the currencies that it tells.")
    may_write: bool = Field(description="By role, and as the report stands.")
