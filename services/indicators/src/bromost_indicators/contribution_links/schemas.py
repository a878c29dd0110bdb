from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field

from bromost_common.languages import Language, LongText, ShortText
from bromost_indicators.bodies import Body, Day, Id
from bromost_indicators.indicators.schemas import Recorder

MAX_DAYS, MAX_ROWS, MAX_LINKS = 90, 200, 500
LinkState = Literal["not_opened", "opened", "handed_in", "expired", "withdrawn"]
ValidDays = Annotated[int, Field(ge=1, le=MAX_DAYS)]


class ContributionLinkCreate(Body):
    """Whom to ask, and for what: the periods within some days."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "A. Example",
                    "email": "a.example@example.org",
                    "language": "nb",
                    "message": None,
                    "starts_on": "1999-01-01",
                    "ends_on": "1999-12-31",
                    "indicator_ids": [],
                    "place_id": None,
                    "shows_targets": True,
                    "valid_days": 30,
                    "mail": True,
                }
            ]
        }
    )

    name: ShortText
    email: EmailStr
    language: Language = "en"
    message: LongText | None = None
    starts_on: Day
    ends_on: Day
    indicator_ids: list[Id] = Field(
        default_factory=list, max_length=MAX_ROWS, description="Empty: all of them."
    )
    place_id: Id | None = None
    shows_targets: bool = True
    valid_days: ValidDays = 30
    mail: bool = Field(default=True, description="Send it; else hand it over yourself.")


class ContributionLinkRenewal(Body):
    """A new secret for it; the earlier one ends."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"valid_days": 30, "mail": True}]}
    )

    valid_days: ValidDays = 30
    mail: bool = True


class ContributionLinkOut(BaseModel):
    """Somebody who is asked, and how far they got; never the link itself."""

    id: UUID
    name: str
    email: str | None = Field(description="Null once the person asked to be forgotten.")
    language: Language
    message: str | None
    starts_on: date
    ends_on: date
    place_id: UUID | None
    shows_targets: bool
    made_by: Recorder
    state: LinkState
    asked: int = Field(description="How many values are asked for.")
    filled: int = Field(description="Of which something was said and not returned.")
    returned: int
    expires_at: datetime
    mailed_at: datetime | None
    opened_at: datetime | None
    handed_in_at: datetime | None
    withdrawn_at: datetime | None
    created_at: datetime
    version: int


class ContributionLinkSent(BaseModel):
    """A link, to be handed over."""

    contribution_link: ContributionLinkOut
    link: str = Field(description="Path and secret, shown this once: `/c#…`.")
    is_mailed: bool
