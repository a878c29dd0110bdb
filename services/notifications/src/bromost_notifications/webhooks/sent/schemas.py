from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from bromost_common.dates import Instant
from bromost_notifications.deliveries.schemas import AttemptOut, DeliveryState
from bromost_notifications.webhooks.payload import EXAMPLE

_SENT: dict[str, Any] = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e92",
    "webhook_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "message_id": EXAMPLE["id"],
    "event_type": "project.changed.v1",
    "occurred_at": "2026-11-22T09:30:00Z",
    "state": "pending",
    "attempt": 1,
    "max_attempt": 10,
    "next_attempt_at": "2026-11-22T09:30:05Z",
    "last_error": "http_503",
    "replay_no": 1,
    "replay_of": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e93",
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


class WebhookDeliveryOut(BaseModel):
    """A message to one of one's own endpoints."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_SENT]}
    )

    id: UUID
    webhook_id: UUID
    message_id: UUID = Field(description="What the receiver knows as `webhook-id`.")
    event_type: str
    occurred_at: datetime
    state: DeliveryState
    attempt: int = Field(description="How many attempts there were.")
    max_attempt: int
    next_attempt_at: datetime
    last_error: str | None = Field(
        description="`http_503` and the like, or why there was no answer."
    )
    replay_no: int = Field(description="0 for what was sent first.")
    replay_of: UUID | None
    created_at: datetime
    ended_at: datetime | None


class WebhookDeliveryDetailOut(WebhookDeliveryOut):
    """With what is sent, and every attempt with the first of what was answered."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _SENT | {"body": '{"specversion":"1.0"}', "attempts": [_ATTEMPT]}
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
