from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.types import JsonValue

from bromost_common.languages import Language
from bromost_indicators.bodies import LEFT_OUT, Body, ChangeBody, Id, LocalisedTitle
from bromost_indicators.calculation.cross_checks import Comparison
from bromost_indicators.calculation.rules import Kind
from bromost_indicators.projects.schemas import Owner

# One that is held against at most five.
MOST_NAMED = 6

DefinitionIds = Annotated[
    list[Id],
    Field(
        min_length=2,
        max_length=MOST_NAMED,
        description="The first one is held against the sum of the others.",
    ),
]
Message = Annotated[
    LocalisedTitle, Field(description="What whoever breaks it is told, by language.")
]

_MESSAGE: JsonValue = {"en": "No more women than people were trained."}
_IDS: JsonValue = [
    "01930000-0000-7000-8000-000000000001",
    "01930000-0000-7000-8000-000000000002",
]


class CrossCheckCreate(Body):
    """What values of the same period and place are to come to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "definition_ids": _IDS,
                    "comparison": "at_most",
                    "message": _MESSAGE,
                    "original_language": "en",
                }
            ]
        }
    )

    definition_ids: DefinitionIds
    comparison: Comparison
    message: Message
    original_language: Language


class CrossCheckUpdate(ChangeBody):
    """What changes of a rule; what it asks otherwise is to be confirmed anew."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"comparison": "at_least"}]}
    )

    definition_ids: DefinitionIds = LEFT_OUT
    comparison: Comparison = LEFT_OUT
    message: Message = LEFT_OUT
    original_language: Language = LEFT_OUT


class CheckedDefinition(BaseModel):
    """What an indicator goes by, as a rule names it."""

    id: UUID
    code: str | None = Field(description="None of one that is in no library.")
    name: dict[Language, str]
    original_language: Language
    kind: Kind
    unit: str
    unit_name: dict[Language, str] | None
    is_total: bool = Field(description="Its values are totals so far.")
    archived: bool


class CrossCheckOut(BaseModel):
    """A rule between indicators; a value that breaks it is worth a second look."""

    id: UUID
    what: Owner = Field(description="Whether it holds in a project or a programme.")
    owner_id: UUID
    comparison: Comparison
    definitions: list[CheckedDefinition] = Field(
        description="The first one is held against the sum of the others."
    )
    message: dict[Language, str]
    original_language: Language
    version: int
