from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from bromost_common.languages import LocalisedText

ThemeCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
]


class ThemeCreate(BaseModel):
    """A new theme."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "code": "environment",
                    "name": {"en": "Environment", "nb": "Miljø"},
                }
            ]
        },
    )

    code: ThemeCode
    name: LocalisedText


class ThemeOut(BaseModel):
    """What a programme or project is about."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    code: str
    name: LocalisedText


class ThemeList(BaseModel):
    """All themes: a short list that one chooses from."""

    items: list[ThemeOut]
