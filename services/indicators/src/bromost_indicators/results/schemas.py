from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import SkipJsonSchema

from bromost_common.languages import Language, LocalisedText
from bromost_indicators.bodies import Body, ChangeBody, LocalisedTitle, Position

ResultKind = Literal["input", "activity", "output", "outcome", "impact"]


class ResultCreate(Body):
    """A result that is added to a project."""

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


class ResultUpdate(ChangeBody):
    """What changes of a result."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"position": 1}, {"archived": True}]}
    )
    nullable: ClassVar[frozenset[str]] = frozenset({"description"})

    kind: ResultKind | SkipJsonSchema[None] = None
    title: LocalisedTitle | SkipJsonSchema[None] = None
    description: LocalisedText | None = None
    original_language: Language | SkipJsonSchema[None] = None
    position: Position | SkipJsonSchema[None] = None
    archived: bool | SkipJsonSchema[None] = None


class ResultOut(BaseModel):
    """A result of a project."""

    id: UUID
    project_id: UUID
    kind: ResultKind
    title: dict[Language, str]
    description: dict[Language, str] | None
    original_language: Language
    position: int
    archived: bool
    version: int
    created_at: datetime
    updated_at: datetime
