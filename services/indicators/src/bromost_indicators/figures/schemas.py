from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language
from bromost_indicators.calculation.lineage import What
from bromost_indicators.calculation.progress import Basis, Missing
from bromost_indicators.calculation.rules import AnyMethod
from bromost_indicators.calculation.status import Status
from bromost_indicators.calculation.values import Mark, State
from bromost_indicators.entries.schemas import EvidenceOut
from bromost_indicators.indicators.schemas import Recorder, SpanOut
from bromost_indicators.overlaps.schemas import StatedOverlap

from .inputs import Include

Total = Literal["life", "to_date"]


class AmountOut(BaseModel):
    """A value, or the state that says why there is none; 0 is a value."""

    state: State
    value: str | None = Field(examples=["87"])
    numerator: str | None
    denominator: str | None
    low: str | None = Field(description="Where only bounds are known.")
    high: str | None
    marks: list[Mark] = Field(description="What to know about it.")


class TargetOut(BaseModel):
    """What is to be reached: a value, or a band to keep within."""

    value: str | None
    low: str | None
    high: str | None


class ProgressOut(BaseModel):
    """How far it is, and whether that is as it should be."""

    progress: str | None = Field(
        description="Share of the way to the target; 1 is reached.", examples=["0.5143"]
    )
    progress_missing: Missing | None
    progress_basis: Basis | None = Field(
        description="By what it is measured: the way from the baseline; where there is"
        " none (zero), a share of the target; kept as it was; the way into a band."
    )
    distance: str | None = Field(description="From the band it is to keep within.")
    status: Status | None = Field(description="None where nothing can be judged.")


class PeriodFigureOut(ProgressOut):
    """What a period comes to."""

    period_id: UUID
    given: AmountOut = Field(description="The period's own.")
    shown: AmountOut = Field(description="The total so far, where it is cumulative.")


class FiguresOut(ProgressOut):
    """What an indicator comes to, in its periods, to date and for life."""

    indicator_id: UUID
    include: Include = Field(
        description="Of what was accepted, or of all that was handed in."
    )
    provisional: bool = Field(
        description="Whether what waits to be accepted makes it another figure."
    )
    as_of: date = Field(description="The day by which periods are over.")
    pending: bool = Field(
        description="Something changed since: it is being worked out anew."
    )
    calculated_at: datetime
    life: AmountOut
    to_date: AmountOut = Field(description="Only of periods that are over.")
    target: TargetOut
    target_to_date: TargetOut
    progress_to_date: str | None
    expected: str | None = Field(description="By the end of the day `as_of`.")
    expected_to_date: str | None
    periods: list[PeriodFigureOut]


class BreakdownCategory(BaseModel):
    """A place on an axis."""

    id: UUID
    name: dict[Language, str]
    is_unknown: bool = Field(description="Also of what was not told apart.")
    archived: bool = Field(description="No longer counted.")


class BreakdownAxis(BaseModel):
    """By what an indicator is, or was, broken down."""

    id: UUID
    name: dict[Language, str]
    original_language: Language
    in_force: bool = Field(description="Whether it still is.")
    categories: list[BreakdownCategory] = Field(
        description="Those that figures are kept of."
    )


class PartPeriodOut(BaseModel):
    """What a part comes to in a period."""

    period_id: UUID
    starts_on: date
    ends_on: date
    shown: AmountOut


class PartOut(BaseModel):
    """A part of an indicator: by the same rule as the whole."""

    categories: list[UUID] = Field(
        description="One of each axis, in their order; or one alone, over all others."
    )
    is_leaf: bool = Field(description="Whether it has a category of each axis.")
    life: AmountOut
    to_date: AmountOut
    periods: list[PartPeriodOut]


class LackingAxis(BaseModel):
    """An axis that a formula is not told by, for some of what it names lacks it."""

    id: UUID
    name: dict[Language, str]
    original_language: Language
    codes: list[str] = Field(description="What the formula names that lacks it.")


class BreakdownOut(BaseModel):
    """What the parts of an indicator come to. Together they are the whole.

    A formula is worked out for each part that all that it names is told by.
    What was not told apart is counted under the unknown. Of an entry with a single
    suppressed part the smallest other part is withheld too, and both are counted there.
    """

    indicator_id: UUID
    include: Include
    provisional: bool
    as_of: date
    axes: list[BreakdownAxis]
    parts: list[PartOut]
    not_by: list[LackingAxis]


class EntryOriginOut(BaseModel):
    """The entry that a value was taken from."""

    period_id: UUID
    starts_on: date
    ends_on: date
    number: int
    state: str
    status: str = Field(description="Where it stands between a draft and a figure.")
    comment: str | None
    recorded_at: datetime
    recorded_by: Recorder | None
    evidence: list[EvidenceOut] = Field(description="The links and files it stands on.")


class ContributorOut(BaseModel):
    """An indicator whose figures go into this one's."""

    id: UUID
    title: dict[Language, str]
    project_id: UUID | None
    programme_id: UUID | None
    archived: bool = Field(
        description="It, its result or its project. What it told still counts."
    )


class RuleInForce(BaseModel):
    """By which version of its definition something was worked out."""

    id: UUID
    definition_id: UUID
    number: int
    code: str | None
    name: dict[Language, str]


class ConversionOut(BaseModel):
    """How an amount came from another currency; no rate where none is on record."""

    from_currency: str
    to_currency: str
    original: AmountOut
    day: date = Field(description="The rate in force on this day is asked for.")
    rate: str | None = Field(examples=["0.12"])
    valid_on: date | None = Field(description="Since when the rate holds.")
    source: str | None = Field(description="Who says so.")


class OriginOut(BaseModel):
    """An amount, how it was made, and what it was made of: unrounded, to check."""

    what: What
    id: str | None = Field(description="Of the entry, period, place or indicator.")
    amount: AmountOut
    method: AnyMethod | None = Field(description="How the parts were put together.")
    per: int = Field(description="100 for percentages.")
    rule_version: UUID | None
    formula: str | None
    period: SpanOut | None = Field(description="Of a period, or of a contributor's.")
    place: dict[Language, str] | None
    entry: EntryOriginOut | None
    indicator: ContributorOut | None = Field(
        description="Whose it is; none for all those that the reader does not see."
    )
    conversion: ConversionOut | None = Field(
        description="Of money that was told in another currency."
    )
    weight: str | None = Field(
        description="Stated for it in the mean that it is a part of.", examples=["3"]
    )
    product: str | None = Field(description="Its value times its weight.")
    overlaps: list[StatedOverlap] = Field(
        description="What was subtracted, for people who were counted in several parts."
    )
    parts: list["OriginOut"]


class ExplainOut(BaseModel):
    """Where a figure comes from."""

    indicator_id: UUID
    include: Include
    as_of: date
    figure: AmountOut = Field(description="As it is shown.")
    decimals: int = Field(
        description="With which it is shown. The mean of a scale has more than its"
        " steps."
    )
    origin: OriginOut
    rules: list[RuleInForce] = Field(description="All that the origin names.")
    left_out: list[ContributorOut] = Field(
        description="Tied to this indicator, but not added to its figures."
    )
    unplaced: int = Field(
        description="Periods of others that lie in none of this indicator's, and are in"
        " none of its figures."
    )
