from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bromost_common.languages import Language, plain_text
from bromost_indicators.bodies import Body
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.reporting_requirements.schemas import (
    MAX_CHARACTERS,
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


class ReportSectionOut(TemplateSection):
    """A section of a report, with what it says."""

    text: dict[Language, str]
    written_by: Recorder | None = Field(description="Who wrote in it last.")
    updated_at: datetime | None
    reason: str | None = Field(
        description="What is to be mended in it, if the report was returned for that."
    )
    version: int = Field(description="0 as long as nobody wrote in it.")


class ReportSections(BaseModel):
    """What a report says in words."""

    original_language: Language
    sections: list[ReportSectionOut]
    may_write: bool = Field(description="By role, and as the report stands.")
