from datetime import datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bromost_common.languages import Language, ShortText
from bromost_notifications.sending.models import DisabledBecause, ReceiverState

from .destinations import ChatKind, Destination
from .topics import ChatTopic


def _once(topics: list[ChatTopic]) -> list[ChatTopic]:
    return sorted(set(topics))


ChatTopics: TypeAlias = Annotated[
    list[ChatTopic], Field(min_length=1, max_length=100), AfterValidator(_once)
]
_HEARD: dict[str, Any] = {
    "name": "Programme team",
    "language": "nb",
    "topics": ["network.changed", "project.changed"],
}
_DESTINATION: dict[str, Any] = {
    "kind": "slack",
    "address": "https://hooks.slack.com/services/T00000000/B00000000/abcdefgh",
}
_CHANNEL: dict[str, Any] = _HEARD | {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "programme_id": "01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
    "kind": "slack",
    "host": "hooks.slack.com",
    "state": "disabled",
    "disabled_because": "failing",
    "disabled_at": "2026-11-27T09:00:05Z",
    "failing_since": "2026-11-22T09:00:05Z",
    "last_success_at": "2026-11-22T09:00:00Z",
    "version": 1,
    "created_at": "2026-11-22T08:00:00Z",
    "updated_at": "2026-11-22T08:00:00Z",
}


class ChatChannelChange(BaseModel):
    """What it hears, and in which language; and where it is, if it moves."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [_HEARD | {"destination": None}]}
    )

    name: ShortText
    language: Language
    topics: ChatTopics
    destination: Destination | None = Field(
        default=None, description="Null where it stays where it is."
    )


class ChatChannelBody(ChatChannelChange):
    """Where to, of what, and in which language."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [_HEARD | {"destination": _DESTINATION}]},
    )

    destination: Destination = Field(description="Kept sealed, and never told again.")


class ChatChannelOut(BaseModel):
    """A channel, and how it is doing. Never its address, but for the host."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_CHANNEL]}
    )

    id: UUID
    programme_id: UUID
    name: str
    kind: ChatKind
    host: str
    language: Language
    topics: list[ChatTopic]
    state: ReceiverState
    disabled_because: DisabledBecause | None = Field(
        description="Somebody did it, it answered 410, or it failed for five days."
    )
    disabled_at: datetime | None
    failing_since: datetime | None = Field(
        description="Null when the last attempt succeeded."
    )
    last_success_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
