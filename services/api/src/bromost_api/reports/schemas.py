from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language, LocalisedText
from bromost_common.money import DecimalString


class ReportAmount(BaseModel):
    """An exact amount in the currency in which it was given."""

    currency: str = Field(examples=["NOK"])
    amount: DecimalString


class ReportFigure(BaseModel):
    """A sum in the original currencies, and converted."""

    amounts: list[ReportAmount] = Field(
        description="Exact; one for each currency in which money was given."
    )
    converted: DecimalString | None = Field(
        description="In the asked currency, from the exact sum, rounded half up once;"
        " null where none was asked for or a rate is missing."
    )


class ReportCell(BaseModel):
    """What one funder gives in one year."""

    year: int
    funder_id: UUID
    figure: ReportFigure


class ReportYear(BaseModel):
    """What is given in a year."""

    year: int
    figure: ReportFigure


class ReportFunderSum(BaseModel):
    """What a funder gives in all years of the report."""

    funder_id: UUID
    figure: ReportFigure


class ReportTotals(BaseModel):
    """All sums of a part of the report."""

    cells: list[ReportCell]
    by_year: list[ReportYear]
    by_funder: list[ReportFunderSum]
    total: ReportFigure


class ReportProject(BaseModel):
    """A project's line in the report."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language
    status: str
    partners: list[str] = Field(
        description="In their order; a twinning's sides are joined.",
        examples=[["Orkdal - Mostar", "Sund - Konjic", "KS coordination activities"]],
    )
    totals: ReportTotals


class ReportCountry(BaseModel):
    """A heading: a country, the countries of projects in several, or none."""

    codes: list[str] = Field(
        description="Empty for projects that belong to no country."
    )
    name: LocalisedText | None = Field(
        description="As the country was called at the end of the report's last year."
    )
    projects: list[ReportProject]
    totals: ReportTotals


class ReportFunder(BaseModel):
    """An organisation that gives money in the report's years."""

    id: UUID
    name: str
    short_name: str = Field(
        description="Its shortest name, for narrow columns.", examples=["NMFA"]
    )


class ReportRate(BaseModel):
    """The rate with which a year's money was converted."""

    year: int
    from_currency: str
    to_currency: str
    rate: DecimalString
    valid_on: date
    source: str
    basis: Literal["on_or_before", "nearest_later"] = Field(
        description="Of the rates on record the newest that is valid on or before the"
        " year's last day is taken; where there is none, the first that follows."
    )


class MissingRate(BaseModel):
    """Money of this year and currency could not be converted."""

    year: int
    from_currency: str


class ReportProgramme(BaseModel):
    """The programme that the report is about."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language


class ReportYears(BaseModel):
    """The years for which there are budgets at all."""

    first: int
    last: int


class AnnualReport(BaseModel):
    """Country by country: projects, partners, and what was given by whom and when."""

    programme: ReportProgramme | None
    available_years: ReportYears | None
    years: list[int]
    language: Language = Field(description="Countries are sorted in this language.")
    currency: str | None = Field(description="What figures were converted into.")
    rates: list[ReportRate]
    missing_rates: list[MissingRate]
    funders: list[ReportFunder]
    countries: list[ReportCountry]
    totals: ReportTotals
