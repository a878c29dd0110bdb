from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_api.document_templates.kinds import Kind
from bromost_api.document_templates.schemas import TemplateContents
from bromost_api.finance.schemas import FIRST_YEAR, LAST_YEAR, CurrencyCode
from bromost_api.reports.schemas import ReportProgramme
from bromost_common.languages import Language, LocalisedText

from .models import RenderingFormat, RenderingState

MOST_NARRATIVES = 100
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
_WISH: Any = {"template": "annual_report", "language": "en"}
_EXAMPLE: Any = {**_WISH, "format": "pdf"}


class DocumentWish(BaseModel):
    """Which report of what is wanted, and of which years."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_WISH]})

    template: Kind
    language: Language = Field(
        description="Of the words and numbers; texts that are not there in it stand in"
        " the language they were written in."
    )
    programme_id: UUID | None = Field(
        default=None, description="Of the annual and the financial report."
    )
    project_id: UUID | None = Field(
        default=None, description="Of its own reports, or of a summary for a council."
    )
    organisation_id: UUID | None = Field(
        default=None, description="Whose projects the council is told of."
    )
    network_id: UUID | None = None
    from_year: Year | None = Field(
        default=None, description="By default all years, at most ten."
    )
    to_year: Year | None = None
    currency: CurrencyCode | None = Field(
        default=None, description="Show sums in this currency, too."
    )


class PageWish(DocumentWish):
    """Which report is wanted as a page, and how it is laid out."""

    draft: TemplateContents | None = Field(
        default=None,
        description="Lay it out so, to look at a template before it is laid down;"
        " by default as its programme has laid down.",
    )


class RenderingCreate(DocumentWish):
    """Which report is to become what kind of file."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    format: RenderingFormat
    narratives: list[UUID] = Field(
        default=[],
        max_length=MOST_NARRATIVES,
        description="Projects of the annual report whose description and objectives are"
        " in it, in this order.",
    )


class RenderingProgress(BaseModel):
    """How far the making is."""

    done: int
    total: int


class RenderingSubject(BaseModel):
    """What a file is of, if not of a programme or of everything."""

    kind: Literal["project", "organisation", "network"]
    id: UUID
    name: LocalisedText
    original_language: Language


class RenderingOut(BaseModel):
    """A file that is being made of a report, or is there to be fetched."""

    id: UUID
    template: Kind
    format: RenderingFormat
    language: Language
    programme: ReportProgramme | None
    subject: RenderingSubject | None = Field(
        description="The project, organisation or network that it is of."
    )
    first_year: int
    last_year: int
    currency: str | None
    narratives: list[UUID]
    template_version: int | None = Field(
        description="Of its programme's template; null: in the order of the house."
    )
    state: RenderingState
    progress: RenderingProgress
    failure: str | None = Field(
        description="Why there is no file, as a stable code.", examples=["too_large"]
    )
    file_name: str
    size: int | None = Field(description="Bytes, once it is ready.")
    sha256: str | None = Field(
        description="Of the content, in hexadecimal digits: the same data give the same"
        " file."
    )
    created_at: datetime
    ready_at: datetime | None
    expires_at: datetime = Field(description="When it is taken away.")
