from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
)

from bromost_api.programmes.schemas import ProgrammeRef
from bromost_common.languages import plain_text

# A field that may be left out, but has a value where it is there.
LEFT_OUT: Any = Field(default_factory=lambda: None)

ViewName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(plain_text),
]
Path = Annotated[
    str,
    StringConstraints(max_length=100, pattern=r"^/[a-z0-9/-]+$"),
    Field(description="The page's address, without what it is filtered by."),
]
Search = Annotated[
    str,
    StringConstraints(max_length=1500),
    AfterValidator(plain_text),
    Field(description="What follows the question mark in the page's address."),
]


class SavedViewCreate(BaseModel):
    """A way of looking at a page that is kept under a name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "path": "/results",
                    "search": "kind=output&by=country",
                    "name": "Outputs by country",
                    "programme_id": None,
                    "is_default": False,
                }
            ]
        },
    )

    path: Path
    search: Search
    name: ViewName
    programme_id: UUID | None = Field(
        default=None, description="Shared with all who see this programme."
    )
    is_default: StrictBool = Field(
        default=False, description="What its owner sees first on this page."
    )


class SavedViewUpdate(BaseModel):
    """What changes of it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"is_default": True}]}
    )

    search: Search = LEFT_OUT
    name: ViewName = LEFT_OUT
    programme_id: UUID | None = None
    is_default: StrictBool = LEFT_OUT


class SavedViewOut(BaseModel):
    """A way of looking at a page; it gives no right to what is seen there."""

    id: UUID
    path: str
    search: str
    name: str
    programme: ProgrammeRef | None = Field(
        description="With whom it is shared; none: seen by its owner alone."
    )
    is_own: bool
    is_default: bool = Field(description="What the reader sees first on this page.")
    may_change: bool
    version: int
    created_at: datetime
    updated_at: datetime
