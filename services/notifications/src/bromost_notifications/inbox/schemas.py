from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    model_validator,
)

# More unread than this are shown as "99+".
COUNT_CAP = 99
LARGEST_ID = 2**63 - 1
# Of notifications and of threads that one request changes.
MOST_IDS = 1_000
MOST_THREADS = 100

NotificationId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
InboxState = Literal["unread", "all", "snoozed", "archived"]


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
                    "reason": "role",
                    "event_count": 1,
                    "occurred_at": "2026-11-22T09:30:00Z",
                    "seen_at": "2026-11-22T09:41:01Z",
                    "read_at": "2026-11-22T09:41:07Z",
                    "archived_at": "2026-11-22T09:41:09Z",
                    "snoozed_until": "2026-12-01T00:00:00Z",
                    "returned_at": "2026-11-29T00:00:12Z",
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
    reason: str = Field(
        description="Why one is told: it is about oneself (`told`), or what one did"
        " (`involved`), one's role takes care of it (`role`), or one may read it"
        " (`reads`)."
    )
    event_count: int = Field(
        description="Events of this topic about this object, close together in time."
    )
    occurred_at: datetime
    seen_at: datetime | None = Field(
        description="When it was first on a page that was looked at; what is read was"
        " seen, what was seen need not be read."
    )
    read_at: datetime | None
    archived_at: datetime | None
    snoozed_until: datetime | None = Field(description="Put off until then.")
    returned_at: datetime | None = Field(
        description="When it came back after it had been put off."
    )


class ThreadOut(BaseModel):
    """All that one was told about one thing, in one part of the inbox."""

    newest: NotificationOut
    count: int = Field(ge=1, le=COUNT_CAP + 1, description="Counted up to 100.")
    unread: int = Field(ge=0, le=COUNT_CAP + 1, description="Counted up to 100.")


class NotificationUpdate(BaseModel):
    """What one does with a notification; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"read": True}]}
    )

    read: StrictBool | None = None
    archived: StrictBool | None = None
    snoozed_until: AwareDatetime | None = Field(
        default=None,
        description="Out of the way until then; null takes it back. What is put off"
        " leaves the archive, and what is archived is put off no longer.",
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if self.archived and self.snoozed_until is not None:
            message = "What is archived cannot be put off as well."
            raise ValueError(message)
        return self


class OfThread(BaseModel):
    """What is about one thing, up to and including one notification."""

    model_config = ConfigDict(extra="forbid")

    object_id: UUID
    until_id: NotificationId


class InboxChange(NotificationUpdate):
    """The same done with several: those named, and those of whole threads."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "ids": [4711],
                    "threads": [
                        {
                            "object_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
                            "until_id": 4711,
                        }
                    ],
                    "state": "unread",
                    "archived": True,
                }
            ]
        },
    )

    ids: list[NotificationId] = Field(default_factory=list, max_length=MOST_IDS)
    threads: list[OfThread] = Field(default_factory=list, max_length=MOST_THREADS)
    state: InboxState = Field(
        default="all", description="Of threads only what is in this part of the inbox."
    )


class InboxChanged(BaseModel):
    """Which ones were changed: the same request with them takes it back."""

    ids: list[int] = Field(max_length=MOST_IDS)
    has_more: bool = Field(description="Threads hold more than one request changes.")


class InboxCount(BaseModel):
    """How many are new and how many unread, counted up to a limit."""

    unseen: int = Field(
        ge=0,
        le=COUNT_CAP + 1,
        description="Came since the inbox was last looked at; counted up to 100.",
    )
    unread: int = Field(ge=0, le=COUNT_CAP)
    is_capped: bool = Field(description="There are more; show a plus sign.")
    snoozed: int = Field(
        ge=0, le=COUNT_CAP + 1, description="Put off; counted up to 100."
    )


class UntilId(BaseModel):
    """Everything up to and including this one; newer ones stay as they are."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"until_id": 4711}]}
    )

    until_id: NotificationId


class MarkedOut(BaseModel):
    """How many were not marked so before."""

    marked: int
