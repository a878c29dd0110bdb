from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from bromost_common.dates import Instant
from bromost_notifications.deliveries.schemas import (
    POSTED,
    POSTED_ATTEMPT,
    AttemptOut,
    PostedOut,
)
from bromost_notifications.webhooks.payload import EXAMPLE

_SENT: dict[str, Any] = POSTED | {
    "webhook_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "message_id": EXAMPLE["id"],
    "event_type": "project.changed.v1",
    "replay_no": 1,
    "replay_of": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e93",
}


class WebhookDeliveryOut(PostedOut):
    """A message to one of one's own endpoints."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_SENT]}
    )

    webhook_id: UUID
    message_id: UUID = Field(description="What the receiver knows as `webhook-id`.")
    event_type: str
    replay_no: int = Field(description="0 for what was sent first.")
    replay_of: UUID | None


class WebhookDeliveryDetailOut(WebhookDeliveryOut):
    """With what is sent, and every attempt with the first of what was answered."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _SENT | {"body": '{"specversion":"1.0"}', "attempts": [POSTED_ATTEMPT]}
            ]
        }
    )

    body: str = Field(description="The very text that is signed.")
    attempts: list[AttemptOut]


class WebhookReplay(BaseModel):
    """Which messages of an endpoint are sent again: of what happened since then."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"since": "2026-11-22T08:00:00Z"}]},
    )

    since: Instant
    only_failed: StrictBool = Field(
        default=True, description="Not what was delivered already."
    )
    dry_run: StrictBool = Field(default=False, description="Only say how many.")


class WebhookReplayedOut(BaseModel):
    """How many are sent again, at most a thousand at once."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"replayed": 12, "left": 0}]}
    )

    replayed: int
    left: int = Field(description="How many there are still; ask again for them.")
