from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

# More unread than this are shown as "99+".
COUNT_CAP = 99
LARGEST_ID = 2**63 - 1

NotificationId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
InboxState = Literal["unread", "all", "archived"]


class NotificationOut(BaseModel):
    """What one is told about an event."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "id": 4711,
                    "topic": "project.registered.v1",
                    "object_type": "project",
                    "object_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
                    "params": {
                        "code": "KS-2005-01",
                        "title": {"en": "Youth councils", "nb": "Ungdomsråd"},
                        "original_language": "en",
                    },
                    "event_count": 1,
                    "occurred_at": "2026-11-22T09:30:00Z",
                    "read_at": "2026-11-22T09:41:07Z",
                    "archived_at": "2026-11-22T09:41:09Z",
                }
            ]
        },
    )

    id: int = Field(description="Grows; what is newer has a larger id.")
    topic: str = Field(description="The type of the event.")
    object_type: str = Field(examples=["project"])
    object_id: UUID
    params: dict[str, Any] = Field(
        description="What a sentence about the event needs; depends on the topic."
    )
    event_count: int = Field(
        description="Events of this topic about this object, close together in time."
    )
    occurred_at: datetime
    read_at: datetime | None
    archived_at: datetime | None


class NotificationUpdate(BaseModel):
    """What one does with a notification; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"read": True}]}
    )

    read: bool | None = None
    archived: bool | None = None


class InboxCount(BaseModel):
    """How many are unread, counted up to a limit."""

    unread: int = Field(ge=0, le=COUNT_CAP)
    is_capped: bool = Field(description="There are more; show a plus sign.")


class ReadAll(BaseModel):
    """Everything up to and including this one; newer ones stay unread."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"until_id": 4711}]}
    )

    until_id: NotificationId


class ReadAllOut(BaseModel):
    """How many were unread before."""

    marked: int
