from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

_EXAMPLE: Any = {"draft": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10"}


class Published(StrEnum):
    """What can be made public."""

    PROGRAMME = "programme"
    PROJECT = "project"


class PublicationIn(BaseModel):
    """What is to be published: the draft that was looked at, and no other."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    draft: str = Field(
        min_length=1,
        max_length=64,
        description="As `draft` of the publication said it; refused with"
        " `draft_changed` where that has changed since.",
    )


class PublicVersion(BaseModel):
    """What everybody reads now."""

    number: int = Field(description="1, 2, 3 … of the same programme or project.")
    public_since: datetime = Field(description="Without a gap.")
    published_at: datetime = Field(description="When this version was published.")


class PublicationOut(BaseModel):
    """What is public of a programme or project, and what would be."""

    object_type: Published
    object_id: UUID
    public: PublicVersion | None
    changed: list[str] = Field(
        description="Parts in which the draft differs from what is public."
    )
    draft: str = Field(description="Names this very draft, to publish it.")
    figures: int = Field(description="Indicators in the draft.")
    figures_pending: int = Field(
        description="Of these, whose figures are being worked out: the draft can be"
        " published when there are none."
    )
