from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bromost_common.languages import Language, plain_text
from bromost_indicators.bodies import Body
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.reporting_requirements.schemas import (
    MAX_CHARACTERS,
    OrganisationRef,
    TemplateSection,
)

# Kept as it was written, spaces included: it is saved while somebody writes.
Words = Annotated[
    str, StringConstraints(max_length=MAX_CHARACTERS), AfterValidator(plain_text)
]


class ReportTextIn(Body):
    """What a section says; a language with an empty text is taken away."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": {"en": "Two schools were built."}}]}
    )

    text: dict[Language, Words]


class PartnerPart(BaseModel):
    """What a partner says in a section, in words of its own."""

    organisation: OrganisationRef
    text: dict[Language, str]
    written_by: Recorder | None = Field(description="Who wrote in it last.")
    updated_at: datetime
    version: int


class ReportingPartner(BaseModel):
    """Who says a part of the report in words of its own."""

    organisation: OrganisationRef
    has_written: bool = Field(description="In one of the sections at least.")
    may_write: bool = Field(description="By role, and as the report stands.")


class ReportSectionOut(TemplateSection):
    """A section of a report, with what it says."""

    text: dict[Language, str]
    written_by: Recorder | None = Field(description="Who wrote in it last.")
    updated_at: datetime | None
    reason: str | None = Field(
        description="What is to be mended in it, if the report was returned for that."
    )
    version: int = Field(description="0 as long as nobody wrote in it.")
    parts: list[PartnerPart] = Field(description="What partners say, by their names.")


class ReportSections(BaseModel):
    """What a report says in words."""

    original_language: Language
    sections: list[ReportSectionOut]
    partners: list[ReportingPartner] = Field(
        description="Those beside the lead; none where the programme does not ask them."
    )
    may_write: bool = Field(description="By role, and as the report stands.")
