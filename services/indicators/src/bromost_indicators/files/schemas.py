from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.files.intake import State


class FileOut(BaseModel):
    """A file, but for its content."""

    id: UUID
    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Of the content, in hexadecimal digits.")
    state: State = Field(
        description="`quarantined` until the virus scanner has answered; `not_scanned`"
        " where none is set up. Neither `infected` nor `removed` ones have content."
    )
    created_at: datetime
