from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bromost_common.auth import Role
from bromost_common.languages import Language, plain_text

MOST_TITLE, MOST_TEXT = 150, 3_000
# Of those whom it goes to; the others are counted.
MOST_NAMED = 100
_Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TITLE),
    AfterValidator(plain_text),
]
_Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT),
    AfterValidator(plain_text),
]


class OfNetwork(BaseModel):
    """The people of a network, and of its members."""

    model_config = ConfigDict(extra="forbid")

    group: Literal["network"]
    network_id: UUID


class OfProjects(BaseModel):
    """The people and contact persons of the projects, of a country's alone or all."""

    model_config = ConfigDict(extra="forbid")

    group: Literal["projects"]
    country_code: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = Field(
        description="Null for all countries."
    )


class OfRoles(BaseModel):
    """All who hold a role in the programme, its projects or its networks."""

    model_config = ConfigDict(extra="forbid")

    group: Literal["roles"]
    roles: list[Role] = Field(
        max_length=len(Role), description="None of them is all of them."
    )

    @model_validator(mode="after")
    def _once(self) -> Self:
        self.roles = sorted(set(self.roles))
        return self


Audience: TypeAlias = Annotated[
    OfNetwork | OfProjects | OfRoles, Field(discriminator="group")
]
_EXAMPLE: dict[str, Any] = {
    "audience": {
        "group": "network",
        "network_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    },
    "title": {"en": "Meeting in Sarajevo", "nb": "Møte i Sarajevo"},
    "text": {
        "en": "We meet on 3 March. The programme of the day follows.",
        "nb": "Vi møtes 3. mars. Dagsprogrammet kommer.",
    },
    "original_language": "en",
}


class AnnouncementBody(BaseModel):
    """To whom, and what, in the languages that it was written in. Plain text."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    audience: Audience
    title: Annotated[dict[Language, _Title], Field(min_length=1)]
    text: Annotated[dict[Language, _Text], Field(min_length=1)]
    original_language: Language


_SENT: dict[str, Any] = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "programme_id": "01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
    **_EXAMPLE,
    "sent_at": "2026-03-01T09:00:00Z",
    "recipient_count": 42,
    "version": 2,
    "created_at": "2026-03-01T08:30:00Z",
    "updated_at": "2026-03-01T09:00:00Z",
}


class AnnouncementOut(BaseModel):
    """An announcement as whoever manages its programme sees it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SENT]})

    id: UUID
    programme_id: UUID
    audience: Audience
    title: dict[Language, str]
    text: dict[Language, str]
    original_language: Language
    sent_at: datetime | None = Field(description="Null as long as it is a draft.")
    recipient_count: int | None = Field(description="To how many it went.")
    version: int
    created_at: datetime
    updated_at: datetime


class AnnouncementDetailOut(AnnouncementOut):
    """With what became of it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [_SENT | {"mailed_count": 30}]}
    )

    mailed_count: int | None = Field(
        description="To how many of them it was handed over by mail so far."
    )


class Named(BaseModel):
    """Somebody whom it goes to."""

    display_name: str


class RecipientsOut(BaseModel):
    """Whom a draft would go to now."""

    count: int = Field(description="All of them, whoever is named.")
    without_account: int = Field(
        description="Contact persons without an account: they are not reached."
    )
    people: list[Named] = Field(
        description=f"The first {MOST_NAMED} of those whom one may see, by name."
    )
    named_count: int = Field(description="How many of them one may see.")
