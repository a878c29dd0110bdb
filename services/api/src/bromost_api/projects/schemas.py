from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.finance.schemas import MoneyOut
from bromost_api.organisations.schemas import CountryCode, OrganisationRef
from bromost_api.programmes.schemas import (
    LEFT_OUT,
    Code,
    ProgrammeRef,
    ThemeIds,
)
from bromost_api.themes.schemas import ThemeOut
from bromost_common.audit import Reason
from bromost_common.dates import Day
from bromost_common.languages import Language, LocalisedText

from .models import ObjectiveKind, ProjectRoleKind, ProjectStatus

ProjectSort = Literal[
    "code", "title", "-title", "starts_on", "-starts_on", "budget", "-budget"
]
# One count over roles, components and partnerships; left out, the place in its list.
Position = Annotated[int | None, Field(ge=0, le=10_000)]
_EXAMPLE: Any = {
    "programme_id": "01930000-0000-7000-8000-000000000001",
    "code": "3",
    "title": {"en": "Municipal International Cooperation"},
    "status": "active",
    "starts_on": "2005-01-01",
    "ends_on": "2006-12-31",
    "countries": ["BA"],
    "components": [{"title": {"en": "KS coordination activities"}}],
}


NetworkId = Annotated[
    UUID | None,
    Field(description="The network of its programme whose work the project is."),
]


class ProjectFilter(NamedTuple):
    """Which projects a list is about."""

    q: str | None = None
    programme: UUID | None = None
    network: UUID | None = None
    country: str | None = None
    theme: UUID | None = None
    status: ProjectStatus | None = None
    funder: UUID | None = None
    year: int | None = None
    organisation: UUID | None = None
    include_archived: bool = False


class ObjectiveIn(BaseModel):
    """An objective; with the `id` that was read, it stays the same objective."""

    model_config = ConfigDict(extra="forbid")

    id: UUID | None = None
    kind: ObjectiveKind
    text: LocalisedText


class ProjectRoleIn(BaseModel):
    """An organisation's part in the project."""

    model_config = ConfigDict(extra="forbid")

    organisation_id: UUID
    role: ProjectRoleKind
    position: Position = None


class ComponentIn(BaseModel):
    """A part of the project that is not an organisation."""

    model_config = ConfigDict(extra="forbid")

    id: UUID | None = None
    title: LocalisedText
    position: Position = None


Countries = Annotated[list[CountryCode], Field(max_length=100)]
Objectives = Annotated[list[ObjectiveIn], Field(max_length=50)]
ProjectRoles = Annotated[list[ProjectRoleIn], Field(max_length=200)]
Components = Annotated[list[ComponentIn], Field(max_length=50)]


class ProjectCreate(BaseModel):
    """A new project."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    programme_id: UUID
    network_id: NetworkId = None
    code: Code
    title: LocalisedText
    summary: LocalisedText | None = None
    status: ProjectStatus = ProjectStatus.PLANNED
    starts_on: Day | None = None
    ends_on: Day | None = None
    original_language: Language = "en"
    countries: Countries = []
    theme_ids: ThemeIds = []
    objectives: Objectives = []
    roles: ProjectRoles = []
    components: Components = []


class ProjectUpdate(BaseModel):
    """What changes; lists are replaced as a whole."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"status": "completed"}]}
    )

    programme_id: UUID = LEFT_OUT
    network_id: NetworkId = None
    code: Code = LEFT_OUT
    title: LocalisedText = LEFT_OUT
    summary: LocalisedText | None = None
    status: ProjectStatus = LEFT_OUT
    starts_on: Day | None = None
    ends_on: Day | None = None
    original_language: Language = LEFT_OUT
    countries: Countries = LEFT_OUT
    theme_ids: ThemeIds = LEFT_OUT
    objectives: Objectives = LEFT_OUT
    roles: ProjectRoles = LEFT_OUT
    components: Components = LEFT_OUT
    reason: Reason | None = None


class ProjectListItem(BaseModel):
    """A project in a list."""

    id: UUID
    code: str
    title: LocalisedText
    original_language: Language
    programme: ProgrammeRef
    countries: list[str]
    status: ProjectStatus
    starts_on: date | None
    ends_on: date | None
    partners: list[str] = Field(
        description="Partnerships and partners by name, at most six.",
        examples=[["Orkdal - Mostar", "KS"]],
    )
    budget: list[MoneyOut]
    years: list[int] = Field(description="The years that are budgeted.")
    archived: bool
    version: int


class ObjectiveOut(BaseModel):
    """What the project is to achieve."""

    id: UUID
    kind: ObjectiveKind
    text: LocalisedText


class ProjectRoleOut(BaseModel):
    """An organisation's part in the project."""

    role: ProjectRoleKind
    position: int
    organisation: OrganisationRef


class ComponentOut(BaseModel):
    """A part of the project that is not an organisation."""

    id: UUID
    title: LocalisedText
    position: int


class ProjectPartnershipMember(BaseModel):
    """An organisation on one side of a partnership."""

    side: int
    role: str
    organisation: OrganisationRef


class ProjectPartnershipOut(BaseModel):
    """A partnership that carries the project."""

    id: UUID
    name: str
    link_type: str
    position: int
    members: list[ProjectPartnershipMember]


class ProjectBudgetLine(BaseModel):
    """What one funder gives in one year."""

    id: UUID
    year: int
    funder: OrganisationRef
    amount: str
    currency: str
    note: str | None
    version: int


class PartnerGroup(BaseModel):
    """One part of the partners as a report prints them, e.g. "Orkdal - Mostar"."""

    kind: Literal["partnership", "organisation", "component"]
    partnership_id: UUID | None
    sides: list[list[OrganisationRef]] = Field(
        description="The organisations by side; empty for a component."
    )
    title: LocalisedText | None = Field(description="What a component is.")


class NetworkRef(BaseModel):
    """The network whose work something is."""

    id: UUID
    code: str
    name: LocalisedText
    original_language: Language


class ProjectOut(BaseModel):
    """Funded work in a programme, with everything that belongs to it."""

    id: UUID
    programme: ProgrammeRef
    network: NetworkRef | None
    code: str
    title: LocalisedText
    summary: LocalisedText | None
    status: ProjectStatus
    starts_on: date | None
    ends_on: date | None
    original_language: Language
    countries: list[str]
    themes: list[ThemeOut]
    objectives: list[ObjectiveOut]
    roles: list[ProjectRoleOut]
    components: list[ComponentOut]
    partnerships: list[ProjectPartnershipOut]
    partner_groups: list[PartnerGroup]
    budget_lines: list[ProjectBudgetLine]
    budget: list[MoneyOut] = Field(description="The sum of all lines by currency.")
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime


class ProjectChoices(BaseModel):
    """What a list of projects can be narrowed to and would still find something."""

    programmes: list[ProgrammeRef]
    networks: list[NetworkRef]
    countries: list[str]
    themes: list[ThemeOut]
    funders: list[OrganisationRef]
    years: list[int]
