from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

SheetFormat = Literal["xlsx", "csv"]
Outcome = Literal["saved", "unchanged", "stale", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("refused", "stale", "saved", "unchanged")
# As many as a person looks through; the marked copy has them all.
MOST_SHOWN = 500


class SheetCount(BaseModel):
    """How much became of it what it became."""

    values: int
    cells: int = Field(description="Filled cells that these values are told by.")


class SheetCounts(BaseModel):
    """By what became of them; together, all that the file says."""

    saved: SheetCount
    unchanged: SheetCount
    stale: SheetCount
    refused: SheetCount


class SheetValue(BaseModel):
    """What became, or would become, of a value of the file."""

    row: int = Field(description="Of the file, counted from 1.")
    cell: str = Field(description="The one to look at.", examples=["F5"])
    cells: int
    indicator: str | None
    place: str | None
    breakdown: str | None
    starts_on: date | None
    ends_on: date | None
    before: str | None = Field(description="What is recorded now.")
    said: str | None = Field(description="What the file says.")
    outcome: Outcome
    code: str | None
    message: str | None = Field(description="In the language that was asked for.")


class ValueSheetOut(BaseModel):
    """What became of all that the file says; nothing of it is left untold."""

    format: SheetFormat
    filled: int = Field(description="Cells of values with something in them.")
    emptied: int = Field(description="Values that the file says nothing of any more.")
    counts: SheetCounts
    values: list[SheetValue] = Field(
        description=f"The first {MOST_SHOWN}: what needs somebody first."
    )
    left_out: int = Field(description="How many more there are, unchanged ones apart.")
    batch: int | None = Field(description="Which was stored; none in a trial.")
    batches: int = Field(description="In how many parts the file is stored.")
