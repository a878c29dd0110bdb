from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.types import JsonValue

from bromost_common.languages import Language
from bromost_indicators.bodies import (
    LEFT_OUT,
    Body,
    ChangeBody,
    Id,
    LocalisedTitle,
    Position,
)
from bromost_indicators.definitions.schemas import Code
from bromost_indicators.projects.schemas import ProgrammeRef

_CATEGORIES: list[JsonValue] = [
    {"code": "women", "name": {"en": "Women", "nb": "Kvinner"}},
    {"code": "men", "name": {"en": "Men", "nb": "Menn"}},
]


class CategoryCreate(Body):
    """A place on an axis, after the others."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "couples", "name": {"en": "Couples"}}]}
    )

    code: Code
    name: LocalisedTitle


class CategoryUpdate(ChangeBody):
    """What changes of a place on an axis."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"archived": True}]})

    code: Code = LEFT_OUT
    name: LocalisedTitle = LEFT_OUT
    position: Position = LEFT_OUT
    archived: bool = LEFT_OUT


class AxisCreate(Body):
    """An axis with its places; the one for what is unknown comes by itself."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "sex",
                    "programme_id": "01930000-0000-7000-8000-000000000001",
                    "name": {"en": "Sex", "nb": "Kjønn"},
                    "original_language": "en",
                    "categories": _CATEGORIES,
                }
            ]
        }
    )

    code: Code
    programme_id: Id | None = Field(
        None, description="In whose library; null for that of the installation."
    )
    name: LocalisedTitle
    original_language: Language
    categories: Annotated[list[CategoryCreate], Field(min_length=1, max_length=99)]


class AxisUpdate(ChangeBody):
    """What changes of an axis itself."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": {"en": "Sex of the owner"}}]}
    )
    nullable: ClassVar[frozenset[str]] = frozenset()

    code: Code = LEFT_OUT
    name: LocalisedTitle = LEFT_OUT
    original_language: Language = LEFT_OUT
    archived: bool = LEFT_OUT


class CategoryOut(BaseModel):
    """A place on an axis."""

    id: UUID
    code: str
    name: dict[Language, str]
    position: int
    is_unknown: bool = Field(description="For what nobody knows; every axis has one.")
    archived: bool


class AxisOut(BaseModel):
    """A way to break figures down."""

    id: UUID
    code: str
    programme: ProgrammeRef | None
    name: dict[Language, str]
    original_language: Language
    categories: list[CategoryOut]
    archived: bool
    may_change: bool
    use_count: int = Field(description="Published versions of definitions that use it.")
    version: int
    created_at: datetime
    updated_at: datetime
