"""Everything that accepted rows add to the registry, ready to be written in sets."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from .facts import KnownLine
from .names import NewOrganisation


class NewProject(NamedTuple):
    """A project that the file names first."""

    id: UUID
    code: str
    title: str


class NewRole(NamedTuple):
    """An organisation's part in a project."""

    project_id: UUID
    organisation_id: UUID
    role: str
    position: int


class NewComponent(NamedTuple):
    """A part of a project that is no organisation."""

    id: UUID
    project_id: UUID
    position: int
    title: str


class NewTie(NamedTuple):
    """A project carried by a partnership."""

    project_id: UUID
    partnership_id: UUID
    position: int


@dataclass(slots=True)
class NewPartnership:
    """A twinning that no partnership of the same members exists for."""

    id: UUID
    name: str
    # (organisation, side): the home side is 1, all others are 2.
    members: list[tuple[UUID, int]]
    first_year: int

    @property
    def begins_on(self) -> date:
        return date(self.first_year, 1, 1)


class NewLine(NamedTuple):
    """A budget line."""

    id: UUID
    project_id: UUID
    year: int
    funder_id: UUID
    amount: Decimal
    currency: str


class ChangedLine(NamedTuple):
    """A budget line whose amount the file states differently."""

    known: KnownLine
    amount: Decimal


@dataclass(slots=True)
class Plan:
    """What is created and changed; ids are made here so that rows can refer to them."""

    organisations: dict[UUID, NewOrganisation] = field(default_factory=dict)
    projects: list[NewProject] = field(default_factory=list)
    countries: list[tuple[UUID, str]] = field(default_factory=list)
    roles: list[NewRole] = field(default_factory=list)
    components: list[NewComponent] = field(default_factory=list)
    partnerships: dict[UUID, NewPartnership] = field(default_factory=dict)
    ties: list[NewTie] = field(default_factory=list)
    lines: list[NewLine] = field(default_factory=list)
    changed_lines: list[ChangedLine] = field(default_factory=list)
    # Known projects that get anything, with the version they had.
    touched: dict[UUID, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (
            self.projects
            or self.countries
            or self.roles
            or self.components
            or self.ties
            or self.lines
            or self.changed_lines
        )

    def counts(self) -> dict[str, int]:
        return {
            "organisations": len(self.organisations),
            "projects": len(self.projects),
            "partnerships": len(self.partnerships),
            "budget_lines": len(self.lines),
            "changed_budget_lines": len(self.changed_lines),
            "changed_projects": len(self.touched),
        }
