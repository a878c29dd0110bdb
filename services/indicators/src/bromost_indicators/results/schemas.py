from datetime import datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import (
    Body,
    ChangeBody,
    Id,
    LocalisedTitle,
    Position,
)

ResultKind = Literal["input", "activity", "output", "outcome", "impact"]
OriginMode = Literal["inherited", "copied", "mapped"]
Builds = Annotated[
    Literal["skills", "infrastructure", "both"],
    Field(description="What an activity leaves behind."),
]
GoalIds = Annotated[
    list[Id],
    Field(max_length=50, description="The programme's goals that it serves."),
]
Side = Annotated[
    Id | None,
    Field(description="The partner for whose side it is; null for all sides."),
]
InsideMunicipalTasks = Annotated[
    bool | None,
    Field(description="Whether an activity is a task of municipalities by law."),
]
MunicipalTask = Annotated[
    LocalisedText | None,
    Field(description="Which municipal task an activity belongs to."),
]


class ResultCreate(Body):
    """A result that is added to a project or programme."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "output",
                    "title": {
                        "en": "Entrepreneurs are trained",
                        "nb": "Gründere får opplæring",
                    },
                    "original_language": "en",
                }
            ]
        },
    )

    kind: ResultKind
    title: LocalisedTitle
    description: LocalisedText | None = None
    original_language: Language
    position: Position | None = None
    side_id: Side = None
    goal_ids: GoalIds = Field(default_factory=list)
    builds: Builds | None = None
    inside_municipal_tasks: InsideMunicipalTasks = None
    municipal_task: MunicipalTask = None


class ResultUpdate(ChangeBody):
    """What changes of a result."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"position": 1}, {"archived": True}]}
    )
    nullable: ClassVar[frozenset[str]] = frozenset(
        {
            "description",
            "side_id",
            "builds",
            "inside_municipal_tasks",
            "municipal_task",
            "origin_result_id",
            "origin_mode",
        }
    )

    kind: ResultKind | SkipJsonSchema[None] = None
    title: LocalisedTitle | SkipJsonSchema[None] = None
    description: LocalisedText | None = None
    original_language: Language | SkipJsonSchema[None] = None
    position: Position | SkipJsonSchema[None] = None
    archived: bool | SkipJsonSchema[None] = None
    side_id: Side = None
    goal_ids: GoalIds | SkipJsonSchema[None] = None
    builds: Builds | None = None
    inside_municipal_tasks: InsideMunicipalTasks = None
    municipal_task: MunicipalTask = None
    origin_result_id: Id | None = Field(
        default=None, description="The programme's result that it is mapped to."
    )
    origin_mode: Literal["copied", "mapped"] | None = Field(
        default=None, description="`copied` lets go of an inherited result's texts."
    )


class ResultOut(BaseModel):
    """A result of a project or programme."""

    id: UUID
    project_id: UUID | None
    programme_id: UUID | None
    kind: ResultKind
    title: dict[Language, str]
    description: dict[Language, str] | None
    original_language: Language
    position: int
    side_id: UUID | None
    goal_ids: list[UUID]
    builds: Literal["skills", "infrastructure", "both"] | None
    inside_municipal_tasks: bool | None
    municipal_task: dict[Language, str] | None
    origin_result_id: UUID | None
    origin_mode: OriginMode | None = Field(
        description="How it was taken over; an inherited one is worded elsewhere."
    )
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime
