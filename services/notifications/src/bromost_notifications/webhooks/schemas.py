from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bromost_common.languages import ShortText, plain_text
from bromost_notifications.sending.models import DisabledBecause, ReceiverState

from .event_types import EventType

LONGEST_OVERLAP_HOURS = 168
_WANTED: dict[str, Any] = {
    "name": "The data warehouse",
    "url": "https://warehouse.example.org/bromost",
    "event_types": ["project.registered.v1", "project.changed.v1"],
    "programme_id": "01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
}
_SECRET: dict[str, Any] = {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e91",
    "created_at": "2026-11-22T08:00:00Z",
    "ends_at": "2026-11-23T08:00:00Z",
}
_WEBHOOK: dict[str, Any] = _WANTED | {
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "machine_id": "01936a5e-0002-7c1d-9e2f-3a4b5c6d7e8f",
    "state": "disabled",
    "disabled_because": "failing",
    "disabled_at": "2026-11-27T09:00:05Z",
    "failing_since": "2026-11-22T09:00:05Z",
    "last_success_at": "2026-11-22T09:00:00Z",
    "secrets": [_SECRET],
    "version": 1,
    "created_at": "2026-11-22T08:00:00Z",
    "updated_at": "2026-11-22T08:00:00Z",
}


class WebhookBody(BaseModel):
    """Where to, and of what."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_WANTED]})

    name: ShortText
    url: Annotated[
        str,
        Field(
            min_length=8,
            max_length=2000,
            description="An https address that can be reached from the internet; what"
            " it is called with is in `webhooks` of this document.",
        ),
        AfterValidator(plain_text),
    ]
    event_types: Annotated[list[EventType], Field(min_length=1, max_length=100)]
    programme_id: UUID | None = Field(
        default=None, description="Of this programme alone; null for all within reach."
    )


class WebhookSecretOut(BaseModel):
    """That there is a secret; never the secret itself."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
    ends_at: datetime | None = Field(description="Until when it still signs.")


class WebhookOut(BaseModel):
    """An endpoint, and how it is doing."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [_WEBHOOK]}
    )

    id: UUID
    name: str
    url: str
    event_types: list[EventType]
    programme_id: UUID | None
    machine_id: UUID | None = Field(
        description="The API key or client that made it, and whose reach it has."
    )
    state: ReceiverState
    disabled_because: DisabledBecause | None = Field(
        description="Its owner did it, it answered 410, or it failed for five days."
    )
    disabled_at: datetime | None
    failing_since: datetime | None = Field(
        description="Null when the last attempt succeeded."
    )
    last_success_at: datetime | None
    secrets: list[WebhookSecretOut]
    version: int
    created_at: datetime
    updated_at: datetime


class WebhookIssued(BaseModel):
    """An endpoint with a secret, the only time that it is told."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"webhook": _WEBHOOK, "secret": "whsec_" + "MDEyMzQ1Njc4OWFiY2RlZg=="}
            ]
        }
    )

    webhook: WebhookOut
    secret: str = Field(description="For a library of Standard Webhooks: `whsec_…`.")


class WebhookSecretCreate(BaseModel):
    """A new secret, beside which the old one signs for a while longer."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"overlap_hours": 24}]}
    )

    overlap_hours: Annotated[int, Field(ge=0, le=LONGEST_OVERLAP_HOURS)] = 24
