from uuid import UUID

from pydantic import BaseModel, Field

from bromost_common.languages import Language


class ProjectRef(BaseModel):
    """The project that results belong to."""

    id: UUID
    code: str = Field(examples=["8"])
    title: dict[Language, str]
    original_language: Language
    archived: bool
