"""What stands in a file of the annual report."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bromost_api.reports.schemas import AnnualReport
from bromost_common.languages import Language

from .layout import Layout


class TooLargeError(Exception):
    """More than one file can hold."""

    code = "too_large"


@dataclass(frozen=True)
class Narrative:
    """What is told of a chosen project; nothing is told where nothing is on record."""

    id: UUID
    code: str
    title: str
    summary: str | None
    objectives: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """A partnership that stood still or ended, from when, and why."""

    id: UUID
    name: str
    state: str
    valid_from: date
    reason: str | None
    projects: tuple[str, ...]


@dataclass(frozen=True)
class Contents:
    """Everything that a file of the annual report is made of, and nothing else."""

    report: AnnualReport
    narratives: tuple[Narrative, ...]
    gaps: tuple[Gap, ...]
    as_of: datetime
    # The address of this installation, without a slash at its end.
    origin: str
    layout: Layout | None = None

    @property
    def language(self) -> Language:
        return self.report.language

    @property
    def project_ids(self) -> tuple[UUID, ...]:
        every = (p.id for country in self.report.countries for p in country.projects)
        return tuple(sorted(every))
