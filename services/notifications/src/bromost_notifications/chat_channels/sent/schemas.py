from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from bromost_notifications.deliveries.schemas import (
    POSTED,
    POSTED_ATTEMPT,
    AttemptOut,
    PostedOut,
)

_SENT: dict[str, Any] = POSTED | {
    "channel_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "is_test": False,
    "said": ["Project 8 has been changed: Youth enterprises"],
    "news_count": 1,
}


class ChatDeliveryOut(PostedOut):
    """A message to a channel."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_SENT]}
    )

    channel_id: UUID
    is_test: bool
    said: list[str] = Field(description="In the channel's language; ten at most.")
    news_count: int = Field(description="How much news it tells of, all in all.")
    occurred_at: datetime = Field(description="When the first of it happened.")


class ChatDeliveryDetailOut(ChatDeliveryOut):
    """With every attempt, and the first of what was answered."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [_SENT | {"attempts": [POSTED_ATTEMPT]}]}
    )

    attempts: list[AttemptOut]
