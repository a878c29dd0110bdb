from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

_FEED: dict[str, Any] = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "programme_id": "01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
    "created_at": "2026-11-22T09:30:00Z",
    "issued_at": "2026-11-22T09:30:00Z",
    "read_at": "2026-11-23T06:00:00Z",
}


class CalendarFeedCreate(BaseModel):
    """Of one programme, or of all that one has to do."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"programme_id": None}]}
    )

    programme_id: UUID | None = None


class CalendarFeedOut(BaseModel):
    """An address that a calendar reads; the address itself is shown once."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_FEED]}
    )

    id: UUID
    programme_id: UUID | None
    created_at: datetime
    issued_at: datetime = Field(description="When its present address was made.")
    read_at: datetime | None = Field(description="When a calendar last asked for it.")


class CalendarFeedIssued(BaseModel):
    """A feed with its address, the only time that it is told."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "feed": _FEED,
                    "address": "https://bromost.example/api/notifications/v1/calendars"
                    "/0123456789abcdef.ics",
                }
            ]
        }
    )

    feed: CalendarFeedOut
    address: str
