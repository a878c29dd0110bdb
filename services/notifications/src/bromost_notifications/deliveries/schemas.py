from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool
from pydantic.config import JsonDict

from bromost_common.dates import Instant

DeliveryState: TypeAlias = Literal[
    "pending", "sending", "delivered", "dead", "cancelled", "suppressed"
]
ChannelName: TypeAlias = Literal["email", "webhook", "chat"]
AttemptStatus: TypeAlias = Literal[
    "delivered", "failed", "cancelled", "suppressed", "lost", "interrupted"
]
_EXAMPLE: JsonDict = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "channel": "email",
    "topic": "role.given.v1",
    "target_id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e90",
    "state": "dead",
    "attempt": 6,
    "max_attempt": 6,
    "next_attempt_at": "2026-11-23T08:05:00Z",
    "expires_at": "2026-11-25T08:00:00Z",
    "last_error": "451",
    "replay_no": 1,
    "replay_of": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e91",
    "created_at": "2026-11-22T08:00:00Z",
    "ended_at": "2026-11-23T08:05:02Z",
}
# Of what is posted to receivers.
POSTED: JsonDict = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e92",
    "occurred_at": "2026-11-22T09:30:00Z",
    "state": "pending",
    "attempt": 1,
    "max_attempt": 10,
    "next_attempt_at": "2026-11-22T09:30:05Z",
    "last_error": "http_503",
    "created_at": "2026-11-22T09:30:00Z",
    "ended_at": "2026-11-22T09:31:00Z",
}
POSTED_ATTEMPT: JsonDict = {
    "n": 1,
    "started_at": "2026-11-22T09:30:01Z",
    "finished_at": "2026-11-22T09:30:02Z",
    "status": "failed",
    "error_class": "http_503",
    "ms": 812,
    "response_head": "Come again later.",
}


class DeliveryOut(BaseModel):
    """Something on its way out of the house, or at the end of it."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_EXAMPLE]}
    )

    id: UUID
    channel: ChannelName
    topic: str | None = Field(
        description="The type of the event; null when its notification is gone."
    )
    target_id: UUID = Field(
        description="The account, the endpoint or the chat channel that it is for."
    )
    state: DeliveryState
    attempt: int = Field(description="How many attempts there were.")
    max_attempt: int
    next_attempt_at: datetime
    expires_at: datetime = Field(description="After this it is not sent any more.")
    last_error: str | None = Field(
        description="A code: the mail server's, or the kind of failure."
    )
    replay_no: int = Field(description="0 for what was sent first.")
    replay_of: UUID | None
    created_at: datetime
    ended_at: datetime | None


class PostedOut(BaseModel):
    """A message that is posted to a receiver, by whatever channel."""

    id: UUID
    occurred_at: datetime
    state: DeliveryState
    attempt: int = Field(description="How many attempts there were.")
    max_attempt: int
    next_attempt_at: datetime
    last_error: str | None = Field(
        description="`http_503` and the like, or why there was no answer."
    )
    created_at: datetime
    ended_at: datetime | None


class AttemptOut(BaseModel):
    """One try; without a status it is under way."""

    model_config = ConfigDict(from_attributes=True)

    n: int
    started_at: datetime
    finished_at: datetime | None
    status: AttemptStatus | None
    error_class: str | None
    ms: int | None
    response_head: str | None = Field(description="The first of what was answered.")


_ATTEMPT: JsonDict = {
    "n": 1,
    "started_at": "2026-11-22T08:00:01Z",
    "finished_at": "2026-11-22T08:00:02Z",
    "status": "failed",
    "error_class": "451",
    "ms": 812,
    "response_head": "Come again",
}


class DeliveryDetailOut(DeliveryOut):
    """With every attempt, in their order."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [_EXAMPLE | {"attempts": [_ATTEMPT]}]}
    )

    attempts: list[AttemptOut]


class ChannelHealth(BaseModel):
    """How one way out is doing."""

    channel: ChannelName
    is_configured: bool = Field(description="Whether this installation sends by it.")
    pending: int = Field(description="On its way, or waiting for the next attempt.")
    oldest_pending_at: datetime | None = Field(
        description="Since when the oldest of them has been due."
    )
    is_late: bool = Field(description="It has been due for more than two minutes.")
    dead: int = Field(description="Given up, and not sent again since.")
    delivered_in_a_day: int


class DeliveryHealth(BaseModel):
    """How everything that leaves the house is doing."""

    channels: list[ChannelHealth]
    dead: int = Field(description="Given up in all of them together.")


class Replay(BaseModel):
    """Which of what was given up is sent again: all, or what ended since a moment."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"since": "2026-11-22T08:00:00Z"}]},
    )

    since: Instant | None = None
    dry_run: StrictBool = Field(default=False, description="Only say how many.")


class ReplayedOut(BaseModel):
    """How many are sent again, at most a thousand at once."""

    replayed: int
    left: int = Field(description="How many are given up still; ask again for them.")
