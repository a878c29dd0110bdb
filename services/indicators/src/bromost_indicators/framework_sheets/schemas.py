from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from bromost_common.languages import Language

from .columns import Part
from .rows import Outcome

SheetFormat = Literal["xlsx", "csv"]
# As many as a person looks through; the marked copy has them all.
MOST_SHOWN = 1_000
# So many are tried or stored at a time; the same file sent again goes on from there.
MOST_AT_ONCE = 400


class FrameworkSheetCounts(BaseModel):
    """How many rows become what; together, all that the file has."""

    new: int
    changed: int
    unchanged: int
    stale: int
    refused: int
    waiting: int = Field(
        description="Not looked at yet: store, and send the same file again."
    )


class LeftAlone(BaseModel):
    """What the file has no row of, and what therefore stays as it is."""

    results: int
    links: int
    indicators: int
    periods: int


class CellChange(BaseModel):
    """What a cell says otherwise than what is there."""

    cell: str
    column: str
    before: str | None
    said: str | None


class CellProblem(BaseModel):
    """What is wrong with a cell, in the language that was asked for."""

    cell: str = Field(examples=["Indicators!F5"])
    column: str
    code: str
    message: str
    said: str | None


class FrameworkSheetRow(BaseModel):
    """A row of the file, below what it belongs to."""

    part: Part
    row: int = Field(description="Of its sheet, counted from 1.")
    cell: str
    depth: int
    code: str | None
    level: str | None = Field(description="Of a result.")
    title: dict[Language, str]
    to_title: dict[Language, str] | None = Field(description="Of a contribution.")
    starts_on: date | None
    ends_on: date | None
    outcome: Outcome
    changes: list[CellChange]
    problems: list[CellProblem]


class FrameworkSheetOut(BaseModel):
    """What became, or would become, of all that the file says."""

    format: SheetFormat
    counts: FrameworkSheetCounts
    rows: list[FrameworkSheetRow] = Field(
        description=f"As a tree. The first {MOST_SHOWN}, unchanged ones last to stay."
    )
    not_shown: int = Field(description="How many more rows there are.")
    left_alone: LeftAlone
    left_out: list[str] = Field(
        description="Sheets and cells outside of the columns: nothing is read there."
    )
    left_out_more: int
