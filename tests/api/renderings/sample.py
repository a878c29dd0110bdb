"""A report that is made here, without a database: any number of projects, any text."""

import hashlib
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from bromost_api.renderings.contents import Contents, Gap, Narrative
from bromost_api.renderings.making import written
from bromost_api.reports.assembly import totals_out
from bromost_api.reports.calculation import Line, totals
from bromost_api.reports.schemas import (
    AnnualReport,
    ReportCountry,
    ReportFunder,
    ReportProject,
)
from bromost_common.languages import Language

YEARS = (2005, 2006)
FUNDERS = (UUID(int=1), UUID(int=2))
MAKERS: dict[str, Callable[[Contents], bytes]] = {
    form: partial(written, form=form) for form in ("pdf", "docx", "xlsx")
}


def contents(
    *,
    projects: int = 3,
    title: str = "Youth councils",
    summary: str | None = None,
    language: Language = "en",
) -> Contents:
    """Ten projects in a country; the first is described by `summary`."""
    ids = [UUID(int=1000 + place) for place in range(projects)]
    report = AnnualReport(
        programme=None,
        available_years=None,
        years=list(YEARS),
        language=language,
        currency=None,
        rates=[],
        missing_rates=[],
        funders=[
            ReportFunder(id=one, name=f"{title} {one.int}", short_name=f"F{one.int}")
            for one in FUNDERS
        ],
        countries=[
            _country(place, ids[place : place + 10], title)
            for place in range(0, projects, 10)
        ],
        totals=totals_out(totals(_lines(ids), None), YEARS, FUNDERS),
    )
    told = Narrative(ids[0], "1", title, summary, (title,)) if ids else None
    return Contents(
        report=report,
        narratives=(told,) if told else (),
        gaps=(Gap(UUID(int=9), title, "standstill", date(2006, 1, 1), title, ("1",)),),
        as_of=datetime(2007, 1, 31, 12, tzinfo=UTC),
        origin="https://bromost.example",
    )


def _lines(ids: Sequence[UUID]) -> list[Line]:
    return [
        Line(one, year, funder, "NOK", Decimal(1000 + one.int))
        for one in ids
        for year in YEARS
        for funder in FUNDERS
    ]


def _country(place: int, ids: Sequence[UUID], title: str) -> ReportCountry:
    return ReportCountry(
        codes=[f"C{place}"],
        name=dict.fromkeys(("en", "nb", "bs", "pl"), f"{title} {place}"),
        projects=[
            ReportProject(
                id=one,
                code=str(one.int - 999),
                title={"en": title},
                original_language="en",
                status="active",
                partners=[f"{title} - Mbala", "=1+1"],
                totals=totals_out(totals(_lines([one]), None), YEARS, FUNDERS),
            )
            for one in ids
        ],
        totals=totals_out(totals(_lines(ids), None), YEARS, FUNDERS),
    )


if __name__ == "__main__":
    for make in MAKERS.values():
        sys.stdout.write(hashlib.sha256(make(contents())).hexdigest() + "\n")
