from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.languages import Language, LongText, ShortText

from .kinds import PARTS, Detail, Kind, PartName

MOST_PARTS = 15
_EXAMPLE: Any = {
    "parts": [
        {"name": "about", "heading": {"en": "How to read this"}},
        {"name": "summary", "left_out": ["chart_years"]},
    ]
}
_SAID = Field(
    min_length=1,
    description="By language; where one lacks it, that of the programme.",
    examples=[{"en": "How to read this", "nb": "Slik leses dette"}],
)
Heading = Annotated[dict[Language, ShortText], _SAID]
Introduction = Annotated[dict[Language, LongText], _SAID]


class TemplatePart(BaseModel):
    """A part of a document: whether it is there, and what is said of it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_serialization_defaults_required=True
    )

    name: PartName
    is_shown: bool = True
    heading: Heading | None = Field(
        default=None, description="Instead of the heading that the part has by itself."
    )
    introduction: Introduction | None = Field(
        default=None, description="Stands between the heading and the rest."
    )
    left_out: list[Detail] = Field(
        default=[], max_length=10, description="Columns and charts that are not wanted."
    )


Parts = Annotated[list[TemplatePart], Field(min_length=1, max_length=MOST_PARTS)]


class TemplateContents(BaseModel):
    """The parts of a document in their order; a part that is not named is left out."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    parts: Parts

    @classmethod
    def built_in(cls, kind: Kind) -> Self:
        return cls(parts=[TemplatePart(name=name) for name in PARTS[kind]])


class TemplateChoice(BaseModel):
    """A part that documents of the kind may have, with what it may lack."""

    name: PartName
    details: list[Detail]


class DocumentTemplateOut(BaseModel):
    """How documents of a kind are laid out. Version 0: in the order of the house."""

    programme_id: UUID
    kind: Kind
    version: int
    parts: Parts
    laid_down_at: datetime | None
    choices: list[TemplateChoice] = Field(
        description="What there is to choose from, in the order of the house."
    )
