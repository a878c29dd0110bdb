from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.languages import Language, ShortText
from bromost_indicators.bodies import Body, Day, Id
from bromost_indicators.indicators.schemas import Recorder
from bromost_indicators.projects.schemas import Owner

_UNTIL = Field(description="The last day on which something may still be said.")


class LockCreate(Body):
    """Days of which nothing more is to be said."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_on": "2006-01-01",
                    "ends_on": "2006-12-31",
                    "reason": "Reported to the funder.",
                }
            ]
        }
    )

    starts_on: Day
    ends_on: Day
    reason: ShortText


class LockExceptionCreate(Body):
    """Who may still say something, or of what; both: only this person of only that."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "indicator_id": "01930000-0000-7000-8000-000000000001",
                    "until": "2007-02-15",
                }
            ]
        }
    )

    account_id: Id | None = None
    indicator_id: Id | None = None
    until: Day = _UNTIL


class LockExceptionOut(BaseModel):
    """Somebody who may, or something of which, something may still be said."""

    id: UUID
    person: Recorder | None
    indicator_id: UUID | None
    indicator_title: dict[Language, str] | None
    until: date = _UNTIL


class LockOut(BaseModel):
    """Days of which nothing more is said, but by exception."""

    id: UUID
    what: Owner = Field(description="Whether one project is locked, or a programme.")
    owner_id: UUID
    starts_on: date
    ends_on: date
    reason: str
    locked_by: Recorder | None
    locked_at: datetime
    version: int
    holds_for_me: bool = Field(
        description="Not for whoever is excepted today, whatever the indicator."
    )
    exceptions: list[LockExceptionOut]
