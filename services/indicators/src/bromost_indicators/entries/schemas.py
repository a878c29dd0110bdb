from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from bromost_common.audit import Reason
from bromost_common.languages import LongText, ShortText
from bromost_indicators.bodies import Body, Id
from bromost_indicators.figures import EntryState, EntryStatus, Figure
from bromost_indicators.files.schemas import FileOut
from bromost_indicators.indicators.schemas import EntryOut, PeriodOut, Recorder

MAX_ROWS = 1200
# Links and files that a value stands on.
MAX_EVIDENCE = 10
_ID = "01930000-0000-7000-8000-000000000001"
_VALUE: JsonDict = {"value": "87", "state": "reported", "comment": None}


class CellIn(Body):
    """A leaf: one category of each axis, in the order of the axes."""

    categories: Annotated[list[Id], Field(min_length=1, max_length=3)]
    state: EntryState = "reported"
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None


Address: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)
]


class EvidenceIn(Body):
    """A link to where it can be seen, or a file that was handed in."""

    name: ShortText
    address: Address | None = None
    file_id: Id | None = None

    @model_validator(mode="after")
    def _is_a_link_or_a_file(self) -> Self:
        if (self.address is None) == (self.file_id is None):
            raise PydanticCustomError(
                "link_or_file", "Evidence is either a link or a file."
            )
        return self


class EntryFields(Body):
    """What somebody says of a period."""

    value: Figure | None = None
    state: EntryState
    numerator: Figure | None = None
    denominator: Figure | None = None
    text: LongText | None = None
    place_id: Id | None = None
    cells: list[CellIn] = Field(default_factory=list, max_length=500)
    is_partial: bool = Field(
        default=False, description="The cells are known in part, and need not add up."
    )
    comment: LongText | None = None
    reason: Reason | None = None
    evidence: list[EvidenceIn] = Field(
        default_factory=list,
        max_length=MAX_EVIDENCE,
        description="Where nothing is said of it, that of the newest entry stays.",
    )

    @property
    def tells_evidence(self) -> bool:
        """A grid says nothing of it; a form says it even where there is none."""
        return "evidence" in self.model_fields_set


class EntryCreate(EntryFields):
    """A value that somebody records for a period."""

    model_config = ConfigDict(json_schema_extra={"examples": [_VALUE]})

    submit: bool = Field(default=True, description="Hand it in; else it is a draft.")


class RowIn(EntryFields):
    """A value in a grid."""

    period_id: Id
    version: int = Field(description="Of the period, as it was read.")


class Misread(BaseModel):
    """A row that is not understood; the others are stored all the same."""

    period_id: str | None
    code: str
    field: str
    message: str


def _or_why_not(row: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(row)
    except ValidationError as error:
        first = error.errors()[0]
        named = row.get("period_id") if isinstance(row, dict) else None
        return Misread(
            period_id=named if isinstance(named, str) else None,
            code=first["type"],
            field=".".join(map(str, first["loc"])),
            message=first["msg"],
        )


class EntriesCreate(Body):
    """Many values at once, each on its own: one that is refused stops no other."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"rows": [{"period_id": _ID, "version": 2, **_VALUE}]}]
        }
    )

    rows: Annotated[
        list[Annotated[RowIn, WrapValidator(_or_why_not)]],
        Field(min_length=1, max_length=MAX_ROWS),
    ]
    submit: bool = Field(default=False, description="Hand them in; else drafts.")


class RowOutcome(BaseModel):
    """What became of a row, in the order in which they were sent."""

    period_id: str | None
    outcome: Literal["saved", "unchanged", "refused", "stale"]
    code: str | None
    field: str | None
    message: str | None
    period: PeriodOut | None = Field(description="As it is now, if it is seen.")


class EntriesOut(BaseModel):
    """What became of each row."""

    rows: list[RowOutcome]
    saved: int


class StepIn(Body):
    """Where an entry is to get."""

    entry_id: Id
    status: Literal["submitted", "returned", "verified", "accepted"]
    reason: Reason | None = None


class StepsCreate(Body):
    """Steps of entries, each on its own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"steps": [{"entry_id": _ID, "status": "accepted"}]}]
        }
    )

    steps: Annotated[list[StepIn], Field(min_length=1, max_length=MAX_ROWS)]


class StepOutcome(BaseModel):
    """Whether an entry got there."""

    entry_id: UUID | None = Field(description="Null where no such entry is seen.")
    outcome: Literal["done", "refused"]
    status: EntryStatus | None
    code: str | None
    message: str | None


class StepsOut(BaseModel):
    """What became of each step."""

    steps: list[StepOutcome]
    done: int


class StepOut(BaseModel):
    """How far an entry got when, by whom and why."""

    status: EntryStatus
    at: datetime
    by: Recorder | None
    reason: str | None


class CellOut(BaseModel):
    """A leaf as it was told."""

    categories: list[UUID] = Field(description="One of each axis, in their order.")
    state: EntryState
    value: str | None
    numerator: str | None
    denominator: str | None


class EvidenceOut(BaseModel):
    """Where it can be seen."""

    name: str
    address: str | None = Field(description="Null where it is a file.")
    file: FileOut | None


class EntryDetail(EntryOut):
    """A value with all that was told of it, and the way it took."""

    cells: list[CellOut]
    evidence: list[EvidenceOut]
    steps: list[StepOut]
