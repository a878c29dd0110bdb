from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language

Owner = Literal["project", "programme"]


class ProgrammeRef(BaseModel):
    """The programme that results belong to."""

    id: UUID
    code: str = Field(examples=["8"])
    title: dict[Language, str]
    original_language: Language


class ProjectRef(ProgrammeRef):
    """The project that results belong to."""

    archived: bool


class ProjectTime(NamedTuple):
    """The first and the last day of a project, as far as they are agreed."""

    starts_on: date | None = None
    ends_on: date | None = None


class OwnerRef(ProjectRef):
    """The project or programme that a framework is of."""

    # Of a project, the one that it is in; of a programme, itself.
    programme_id: UUID
    what: Owner

    @property
    def is_programme(self) -> bool:
        return self.what == "programme"
