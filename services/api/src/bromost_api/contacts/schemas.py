from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    StringConstraints,
)

from bromost_api.roles.schemas import PersonRef
from bromost_common.languages import Language, LongText, ShortText, plain_text

from .models import ContactFunction

_EXAMPLE: Any = {
    "function": "main_contact",
    "function_words": None,
    "account_id": None,
    "name": "A. Example",
    "email": "contact@example.org",
    "phone": None,
    "title": "Adviser",
    "language": "en",
    "valid_from": "2026-01-01",
    "valid_to": None,
    "source": "Told by the municipality",
    "legal_basis": None,
}
Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9][0-9 ()./-]{3,30}$"),
    AfterValidator(plain_text),
]


class ContactIn(BaseModel):
    """A contact person: either an account, or a name of somebody without one."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_EXAMPLE]}
    )

    function: ContactFunction
    function_words: ShortText | None = Field(
        default=None, description="What for, in own words; with `other` alone."
    )
    account_id: UUID | None = None
    name: ShortText | None = None
    email: EmailStr | None = None
    phone: Phone | None = None
    title: ShortText | None = None
    language: Language | None = None
    valid_from: date | None = Field(default=None, description="Today if left out.")
    valid_to: date | None = None
    source: ShortText = Field(description="Who told us.")
    legal_basis: LongText | None = Field(
        default=None, description="Why we may keep it, e.g. an agreement or a consent."
    )


class ContactOut(BaseModel):
    """Whom one turns to in an organisation."""

    id: UUID
    function: ContactFunction
    function_words: str | None
    account: PersonRef | None
    name: str | None
    email: str | None
    phone: str | None
    title: str | None
    language: Language | None
    valid_from: date
    valid_to: date | None
    is_current: bool
    source: str
    legal_basis: str | None
    version: int
    updated_at: datetime


class Contacts(BaseModel):
    """All contact persons of an organisation, current ones first."""

    items: list[ContactOut]
    may_change: bool
