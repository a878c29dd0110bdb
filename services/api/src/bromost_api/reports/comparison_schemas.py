from typing import Literal

from pydantic import BaseModel, Field

from bromost_common.languages import Language
from bromost_common.money import DecimalString

from .schemas import (
    MissingRate,
    ReportFigure,
    ReportProgramme,
    ReportRate,
    ReportYears,
)

By = Literal["country", "theme", "funder", "funding_scheme", "programme"]


class ComparedYear(BaseModel):
    """One of the two years."""

    projects: int = Field(description="How many had a budget in that year.")
    figure: ReportFigure


class ComparedChange(BaseModel):
    """The second year less the first one."""

    projects: int
    figure: ReportFigure = Field(
        description="`converted` is the difference of what is shown of both years."
    )
    percent: DecimalString | None = Field(
        description="Of the first year's amount, with one decimal; null where that was"
        " nothing, and for amounts in several currencies that were not converted.",
        examples=["30.1"],
    )


class ComparedPart(BaseModel):
    """What some of the money came to in both years."""

    first: ComparedYear
    second: ComparedYear
    change: ComparedChange


class ComparedGroup(ComparedPart):
    """A part of the portfolio."""

    key: str | None = Field(
        description="Codes of countries or ids, with commas between several, or the"
        " words of a funding scheme; null for what belongs to none.",
        examples=["BA"],
    )
    name: str | None = Field(
        description="In the asked language where there is a name in it.",
        examples=["Bosnia and Herzegovina"],
    )
    short_name: str | None = Field(
        description="A funder's shortest name.", examples=["NMFA"]
    )


class PortfolioComparison(BaseModel):
    """Two years beside each other.

    A project of several countries or themes is in one group of them all, so that
    nothing is counted twice; only funders share projects.
    """

    programme: ReportProgramme | None
    available_years: ReportYears | None
    years: tuple[int, int] = Field(examples=[[2005, 2006]])
    by: By
    language: Language = Field(description="Groups are sorted in this language.")
    currency: str | None = Field(description="What figures were converted into.")
    rates: list[ReportRate]
    missing_rates: list[MissingRate]
    groups: list[ComparedGroup]
    total: ComparedPart
