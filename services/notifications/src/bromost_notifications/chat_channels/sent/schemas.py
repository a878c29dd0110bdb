from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_notifications.deliveries.schemas import AttemptOut, DeliveryState

_SENT: dict[str, Any] = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e92",
    "channel_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "is_test": False,
    "said": ["Project 8 has been changed: Youth enterprises"],
    "news_count": 1,
    "occurred_at": "2026-11-22T09:30:00Z",
    "state": "pending",
    "attempt": 1,
    "max_attempt": 10,
    "next_attempt_at": "2026-11-22T09:30:05Z",
    "last_error": "http_503",
    "created_at": "2026-11-22T09:30:00Z",
    "ended_at": "2026-11-22T09:31:00Z",
}
_ATTEMPT: dict[str, Any] = {
    "n": 1,
    "started_at": "2026-11-22T09:30:01Z",
    "finished_at": "2026-11-22T09:30:02Z",
    "status": "failed",
    "error_class": "http_503",
    "ms": 812,
    "response_head": "Come again later.",
}


class ChatDeliveryOut(BaseModel):
    """A message to a channel."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_SENT]}
    )

    id: UUID
    channel_id: UUID
    is_test: bool
    said: list[str] = Field(description="In the channel's language; ten at most.")
    news_count: int = Field(description="How much news it tells of, all in all.")
    occurred_at: datetime = Field(description="When the first of it happened.")
    state: DeliveryState
    attempt: int = Field(description="How many attempts there were.")
    max_attempt: int
    next_attempt_at: datetime
    last_error: str | None = Field(
        description="`http_503` and the like, or why there was no answer."
    )
    created_at: datetime
    ended_at: datetime | None


class ChatDeliveryDetailOut(ChatDeliveryOut):
    """With every attempt, and the first of what was answered."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [_SENT | {"attempts": [_ATTEMPT]}]}
    )

    attempts: list[AttemptOut]
