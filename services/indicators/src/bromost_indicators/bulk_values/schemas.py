from typing import Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, Field

# As much as is stored whole or not at all.
MOST_ROWS = 20_000
# Unpacked; that is 500 bytes for each of them.
MAX_BYTES = 10_000_000

FileFormat: TypeAlias = Literal["csv", "ndjson"]


class RowRefused(BaseModel):
    """A row of which nothing was stored."""

    row: int = Field(
        description="Counted from 1; in a CSV file the names of the columns are row 1.",
        examples=[17],
    )
    period_id: UUID | None = Field(description="Null where none was found.")
    code: str = Field(examples=["too_many_decimals"])
    field: str | None = Field(examples=["value"])
    message: str | None


class ValuesOut(BaseModel):
    """What became of all rows of a file; none of them is left untold."""

    format: FileFormat
    rows: int
    saved: int
    unchanged: int = Field(description="What they say is recorded already.")
    refused: int
    refusals: list[RowRefused] = Field(
        description=f"All of them in the order of the file, {MOST_ROWS} at most."
    )
