from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_api.finance.schemas import MoneyOut
from bromost_api.organisations.models import OrganisationKind
from bromost_api.organisations.schemas import OrganisationRef
from bromost_api.partnerships.models import PartnershipState
from bromost_api.projects.models import ProjectStatus
from bromost_common.money import DecimalString


class KindCount(BaseModel):
    """How many organisations are of a kind."""

    kind: OrganisationKind
    count: int


class ProjectStatusCount(BaseModel):
    """How many projects are in a status."""

    status: ProjectStatus
    count: int


class PartnershipStatusCount(BaseModel):
    """How many partnerships are in a status today; null has none yet."""

    status: PartnershipState | None
    count: int


class CountryCount(BaseModel):
    """How many projects work in a country."""

    code: str
    project_count: int


class FunderYear(BaseModel):
    """What a funder gives to all projects in a year, in one currency."""

    year: int
    funder: OrganisationRef
    currency: str
    amount: DecimalString


class Change(BaseModel):
    """Something that happened, with what it takes to say so in a sentence."""

    id: UUID
    event_type: str = Field(examples=["project.changed.v1"])
    object_type: str = Field(examples=["project"])
    object_id: UUID
    params: dict[str, Any]
    actor_name: str | None
    occurred_at: datetime


class OrganisationFigures(BaseModel):
    """Organisations that are not archived."""

    total: int
    by_kind: list[KindCount]


class ProjectFigures(BaseModel):
    """Projects that are not archived; every status is there, also with zero."""

    total: int
    by_status: list[ProjectStatusCount]


class PartnershipFigures(BaseModel):
    """Partnerships as they stand today; every status is there, also with zero."""

    total: int
    by_status: list[PartnershipStatusCount]


class BudgetFigures(BaseModel):
    """The budgets of all projects that are not archived."""

    total: list[MoneyOut]
    by_year_and_funder: list[FunderYear]


class Overview(BaseModel):
    """The figures that a day begins with."""

    organisations: OrganisationFigures
    projects: ProjectFigures
    partnerships: PartnershipFigures
    countries: list[CountryCount] = Field(description="With projects, most first.")
    budget: BudgetFigures
    changes: list[Change] = Field(description="The newest ten, newest first.")
