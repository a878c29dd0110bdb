from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from bromost_common.paging import Page
from bromost_indicators.projects.schemas import ProgrammeRef
from bromost_indicators.reporting_requirements.schemas import Kind, OrganisationRef

By = Literal["partner", "programme", "period", "kind"]


class TimelinessCounts(BaseModel):
    """How many reports came, and when; of reports that are asked for."""

    expected: int = Field(
        description="Those that came, and those that are overdue on the day."
    )
    received: int = Field(description="Submitted at least once.")
    on_time: int = Field(
        description="First submitted by the due day or in the days of grace."
    )
    late: int = Field(description="First submitted after that.")
    missing: int = Field(description="Overdue, and never submitted.")
    upcoming: int = Field(description="Not due yet, due, or in the days of grace.")
    accepted: int
    completeness: str | None = Field(
        description="Received as a share of expected; null where none is.",
        examples=["0.7500"],
    )
    timeliness: str | None = Field(
        description="On time as a share of expected; null where none is.",
        examples=["0.5000"],
    )


class PeriodRef(BaseModel):
    """Days that reports are of; both belong to them."""

    starts_on: date
    ends_on: date


class TimelinessRow(TimelinessCounts):
    """The same of one partner, programme, period or kind: of what was asked by."""

    partner: OrganisationRef | None = Field(
        description="Also null for projects that nobody leads."
    )
    programme: ProgrammeRef | None
    period: PeriodRef | None
    kind: Kind | None


class TimelinessPage(Page[TimelinessRow]):
    """How punctually reports came."""

    as_of: date = Field(description="The day on which it is looked at.")
    overall: TimelinessCounts
