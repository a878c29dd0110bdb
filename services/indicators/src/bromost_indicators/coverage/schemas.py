from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language
from bromost_indicators.projects.schemas import Owner

from .rules import About

RuleCode = Literal[
    "activity_without_result",
    "result_without_goal",
    "result_without_indicator",
    "indicator_without_baseline",
    "indicator_without_target",
    "indicator_without_source",
    "indicator_without_responsible",
    "activity_outside_municipal_tasks",
    "activity_of_unknown_task",
    "activity_of_unknown_kind",
    "side_without_benefit",
]


class CheckOut(BaseModel):
    """What a check found."""

    code: RuleCode
    about: About
    total: int = Field(description="How many things it asks of.")
    offending: int
    ids: list[UUID] = Field(
        description="The things of the framework itself that offend, not those of"
        " a programme's projects; of sides, the partners."
    )


class SplitOut(BaseModel):
    """How many activities leave what behind."""

    skills: int
    infrastructure: int
    both: int
    unknown: int


class ProjectCoverage(BaseModel):
    """What the checks found in one project of a programme."""

    id: UUID
    code: str
    title: dict[Language, str]
    original_language: Language
    offending: dict[RuleCode, int] = Field(
        description="By check; those that found any."
    )


class CoverageOut(BaseModel):
    """How completely a framework, or all of a programme, can be told."""

    owner_id: UUID
    what: Owner
    checks: list[CheckOut]
    split: SplitOut
    projects: list[ProjectCoverage] = Field(
        description="Of a programme: the projects where most was found, at most 200."
    )
    projects_total: int = Field(
        description="Of a programme: how many projects were looked at with it."
    )
