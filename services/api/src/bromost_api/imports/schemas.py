from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    model_validator,
)
from pydantic import Field as Described

from bromost_api.organisations.models import OrganisationKind
from bromost_api.organisations.schemas import CountryCode, OrganisationRef
from bromost_api.projects.models import ProjectStatus
from bromost_common.languages import Language, plain_text

from .analysis.evaluate import Outcome
from .analysis.names import State
from .columns import Field
from .models import CommitMode, ImportState

NameText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4000),
    AfterValidator(plain_text),
]
Currency = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{3}$"), Described(examples=["NOK"])
]
ColumnIndex = Annotated[int, Described(ge=0, le=100)]
NameUse = Literal["partner", "twinning", "funder"]
_ID = "01930000-0000-7000-8000-000000000001"
_SETTINGS: Any = {
    "columns": {
        "project_code": 0,
        "country": 1,
        "project_title": 2,
        "partners": 3,
        "year": 4,
        "amount": 5,
        "funder": 6,
    },
    "programme_id": _ID,
    "home_country": "NO",
    "currency": "NOK",
    "title_language": "en",
    "name_decisions": [{"text": "KS coordination activities", "action": "component"}],
}


class NameDecision(BaseModel):
    """What a partner or funder text stands for.

    `match` needs an organisation, `create` a kind; `component` is a part of the
    project that is no organisation; `ignore` leaves the text out.
    """

    model_config = ConfigDict(extra="forbid")

    text: NameText
    country_code: CountryCode | None = Described(
        default=None,
        description="Only where this country is expected; null is everywhere.",
    )
    action: Literal["create", "match", "component", "ignore"]
    organisation_id: UUID | None = None
    kind: OrganisationKind | None = None
    new_country_code: CountryCode | None = Described(
        default=None, description="Of the new organisation; null is the expected one."
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.action == "match" and self.organisation_id is None:
            message = "a match needs organisation_id"
            raise ValueError(message)
        if self.action == "create" and self.kind is None:
            message = "a new organisation needs a kind"
            raise ValueError(message)
        return self


class CountryDecision(BaseModel):
    """What a text of the country column stands for; null is no country."""

    model_config = ConfigDict(extra="forbid")

    text: NameText
    country_code: CountryCode | None


class ImportSettings(BaseModel):
    """How a file is read: its columns, and what its texts stand for."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_SETTINGS]}
    )

    columns: dict[Field, ColumnIndex] = Described(
        description="The column of each field, counted from 0.",
        examples=[_SETTINGS["columns"]],
    )
    programme_id: UUID
    home_country: CountryCode | None = Described(
        default=None, description="Where the first side of a twinning is."
    )
    currency: Currency | None = Described(
        default=None, description="Of amounts in rows that name no currency."
    )
    decimal_mark: Literal[".", ","] | None = Described(
        default=None, description="Null finds it out from the column."
    )
    title_language: Language = "en"
    project_status: ProjectStatus = ProjectStatus.ACTIVE
    name_decisions: list[NameDecision] = Described(default=[], max_length=5000)
    country_decisions: list[CountryDecision] = Described(default=[], max_length=500)
    create_unknown_as: OrganisationKind | None = Described(
        default=None,
        description="The kind of organisation that is made of every name that nothing"
        " in the registry resembles; null leaves them to be decided.",
    )


class NameDecisionOut(BaseModel):
    """What a text was decided to stand for."""

    text: str
    country_code: str | None
    action: Literal["create", "match", "component", "ignore"]
    organisation_id: UUID | None
    kind: OrganisationKind | None
    new_country_code: str | None


class CountryDecisionOut(BaseModel):
    """What a text of the country column was decided to stand for."""

    text: str
    country_code: str | None


class ImportSettingsOut(BaseModel):
    """How a file is read, as it was set."""

    columns: dict[Field, int]
    programme_id: UUID
    home_country: str | None
    currency: str | None
    decimal_mark: Literal[".", ","] | None
    title_language: Language
    project_status: ProjectStatus
    name_decisions: list[NameDecisionOut]
    country_decisions: list[CountryDecisionOut]
    create_unknown_as: OrganisationKind | None


class CommitRequest(BaseModel):
    """Which rows are to be written."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"mode": "all_or_nothing"}]}
    )

    mode: CommitMode


class Counts(BaseModel):
    """How many rows have which outcome."""

    create: int
    match: int
    unchanged: int
    refuse: int


class NameCounts(BaseModel):
    """How many different names are in which state."""

    matched: int
    new: int
    component: int
    ignored: int
    to_confirm: int
    ambiguous: int
    unknown: int


class Created(BaseModel):
    """What a committed import brought, or a dry run would bring."""

    organisations: int
    projects: int
    partnerships: int
    budget_lines: int
    changed_budget_lines: int
    changed_projects: int


class ActorRef(BaseModel):
    """Who did it."""

    id: UUID
    name: str


class ColumnOut(BaseModel):
    """A column of the file."""

    index: int
    letter: str
    header: str


class PreviewRow(BaseModel):
    """One of the first rows, as it was read."""

    row_number: int
    cells: list[str]


class Suggestion(BaseModel):
    """What the columns probably hold; `remembered` is from an earlier such file."""

    columns: dict[Field, int]
    currency: str | None
    remembered: ImportSettingsOut | None


class Failure(BaseModel):
    """Why the last step did not come to its end; `code` is stable."""

    code: str = Described(examples=["analysis_outdated"])
    message: str


class Progress(BaseModel):
    """How far the running step is."""

    done: int
    total: int


class ImportListItem(BaseModel):
    """An import in a list."""

    id: UUID
    state: ImportState
    file_name: str
    row_count: int
    counts: Counts | None
    created: Created | None
    actor: ActorRef
    created_at: datetime
    committed_at: datetime | None
    version: int


class ImportOut(ImportListItem):
    """An import: its file, its settings, and how far it has come."""

    format: Literal["csv", "xlsx"]
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    byte_size: int
    header_row: int
    columns: list[ColumnOut]
    preview: list[PreviewRow]
    suggestion: Suggestion
    settings: ImportSettingsOut | None
    progress: Progress | None
    names: NameCounts | None
    mode: CommitMode | None
    undone_at: datetime | None
    failure: Failure | None


class ReasonOut(BaseModel):
    """Why a row is refused, and which cell is to blame."""

    code: str = Described(examples=["negative_amount"])
    field: Field | None
    column: str | None = Described(examples=["F"])
    cell: str | None = Described(examples=["F14"])
    message: str
    text: str


class CandidateOut(BaseModel):
    """An organisation that a name may mean."""

    organisation: OrganisationRef
    how: Literal["identifier", "name", "alias", "similarity"]
    matched: str
    score: float


class NameOut(BaseModel):
    """A partner or funder text, and what it means."""

    position: int
    text: str
    country_code: str | None
    used_as: NameUse
    state: State
    how: Literal["identifier", "name", "alias", "similarity", "decision"] | None
    organisation_id: UUID | None
    organisation_name: str | None
    score: float | None
    matched: str | None
    candidates: list[CandidateOut]
    row_count: int
    first_row: int


class RowName(BaseModel):
    """How one name of a row was understood."""

    text: str
    state: State
    how: str | None
    organisation_name: str | None
    score: float | None


class LineOut(BaseModel):
    """The budget line that a row stands for."""

    year: int
    amount: str
    currency: str
    funder: str


class Creation(BaseModel):
    """Something that a row is the first to bring."""

    type: str = Described(examples=["partnership"])
    name: str


class ValueChange(BaseModel):
    """A value that a row changes."""

    field: str
    old: str
    new: str


class ImportRowOut(BaseModel):
    """A row of the file, and what the dry run says of it."""

    row_number: int
    cells: list[str]
    outcome: Outcome | None
    reasons: list[ReasonOut]
    line: LineOut | None
    creates: list[Creation]
    changes: list[ValueChange]
    notes: list[str]
    names: list[RowName]
