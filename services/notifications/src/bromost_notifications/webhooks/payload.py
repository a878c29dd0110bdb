"""What is sent: a CloudEvent 1.0 as JSON, which is a Standard Webhooks payload as well.

It names things by their ids and says nothing about people: who may read more asks for
it with their own key, and is asked for their rights then.
"""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bromost_common.relay import Message
from bromost_notifications.mail.links import path_of

from .event_types import TEST

MEDIA_TYPE = "application/cloudevents+json"
EXAMPLE: dict[str, Any] = {
    "specversion": "1.0",
    "id": "01936a5e-7b5c-7c1d-9e2f-3a4b5c6d7e8f",
    "source": "https://bromost.example.org",
    "type": "project.changed.v1",
    "subject": "project/01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
    "time": "2026-11-22T09:30:00.000000Z",
    "timestamp": "2026-11-22T09:30:00.000000Z",
    "datacontenttype": "application/json",
    "data": {
        "object_type": "project",
        "object_id": "01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
        "project_id": None,
        "changed": ["status"],
        "count": None,
        "page": "https://bromost.example.org/projects"
        "/01936a5e-0001-7c1d-9e2f-3a4b5c6d7e8f",
    },
}


class WebhookData(BaseModel):
    """What it is about; ask the API for how it is now."""

    object_type: str
    object_id: UUID
    project_id: UUID | None = Field(
        description="The project that it belongs to; the programme for what is its own."
    )
    changed: list[str] | None = Field(description="The names of what changed.")
    count: int | None = Field(description="How many values went a step on together.")
    page: str = Field(description="Where people look at it.")


class WebhookEvent(BaseModel):
    """An event: a CloudEvent, and a payload of Standard Webhooks."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    specversion: Literal["1.0"] = "1.0"
    id: UUID = Field(description="The same in every attempt, also as `webhook-id`.")
    source: str = Field(description="The address of the installation.")
    type: str
    subject: str = Field(description="`<object_type>/<object_id>`")
    time: str = Field(description="When it happened.")
    timestamp: str = Field(description="The same, as Standard Webhooks call it.")
    datacontenttype: Literal["application/json"] = "application/json"
    data: WebhookData


def body_of(message: Message, origin: str) -> str:
    """The very text that is signed and sent, however often."""
    payload = message.payload
    topic = message.event_type
    changed, count = payload.get("changed"), payload.get("count")
    return _event(
        message.id,
        topic,
        message.occurred_at,
        origin,
        WebhookData(
            object_type=message.object_type,
            object_id=message.object_id,
            project_id=payload.get("project_id"),
            changed=changed if isinstance(changed, list) else None,
            count=count if isinstance(count, int) else None,
            page=origin.rstrip("/")
            + path_of(topic, message.object_type, message.object_id, payload),
        ),
    )


def test_body(message_id: UUID, endpoint_id: UUID, at: datetime, origin: str) -> str:
    """Of what nothing happened for: its owner tries the endpoint."""
    data = WebhookData(
        object_type="webhook",
        object_id=endpoint_id,
        project_id=None,
        changed=None,
        count=None,
        page=f"{origin.rstrip('/')}/inbox",
    )
    return _event(message_id, TEST, at, origin, data)


def _event(
    event_id: UUID, kind: str, at: datetime, origin: str, data: WebhookData
) -> str:
    when = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return WebhookEvent(
        id=event_id,
        source=origin.rstrip("/"),
        type=kind,
        subject=f"{data.object_type}/{data.object_id}",
        time=when,
        timestamp=when,
        data=data,
    ).model_dump_json()
