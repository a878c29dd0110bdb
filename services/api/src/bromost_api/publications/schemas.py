from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.languages import LocalisedText

_EXAMPLE: Any = {"draft": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10"}


class Published(StrEnum):
    """What can be made public."""

    PROGRAMME = "programme"
    PROJECT = "project"
    REPORT = "report"
    PRACTICE = "practice"


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


class ReportPublicationIn(PublicationIn):
    """What of a report is to be published."""

    sections: list[Annotated[str, Field(max_length=60)]] | None = Field(
        default=None,
        min_length=1,
        max_length=100,
        description="Names of those to be public; without it as they are public now,"
        " else all that say something.",
    )


class ReportSectionChoice(BaseModel):
    """A section of a report that says something."""

    section: str
    title: LocalisedText
    is_chosen: bool = Field(description="To be public, as it stands.")


class PublicVersion(BaseModel):
    """What everybody reads now."""

    number: int = Field(description="1, 2, 3 … of the same programme or project.")
    public_since: datetime = Field(description="Without a gap.")
    published_at: datetime = Field(description="When this version was published.")


class PublicationOut(BaseModel):
    """What is public of a programme, project or report, and what would be."""

    object_type: Literal["programme", "project", "report"]
    object_id: UUID
    public: PublicVersion | None
    changed: list[str] = Field(
        description="Parts in which the draft differs from what is public."
    )
    draft: str = Field(description="Names this very draft, to publish it.")
    sections: list[ReportSectionChoice] = Field(
        description="Of a report, as it was accepted last; none of anything else."
    )
    figures: int = Field(description="Indicators in the draft.")
    figures_pending: int = Field(
        description="Of these, whose figures are being worked out: the draft can be"
        " published when there are none."
    )
