from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.files.intake import State
from bromost_indicators.bodies import Body, Id

# All are listed at once.
MAX_REPORT_FILES = 20


class ReportFileCreate(Body):
    """Which file goes with the report."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"file_id": "01930000-0000-7000-8000-000000000001"}]
        }
    )

    file_id: Id


class NamedFile(BaseModel):
    """A file as an accepted report names it, whatever becomes of it."""

    id: UUID
    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Of the content, in hexadecimal digits.")


class ReportFileOut(NamedFile):
    """A file that goes with a report; its content is fetched as that of any file."""

    state: State


class ReportFiles(BaseModel):
    """What goes with a report."""

    files: list[ReportFileOut] = Field(description="In the order they were added.")
    room: int = Field(description="How many more there may be.")
    may_write: bool = Field(description="By role, and as the report stands.")
