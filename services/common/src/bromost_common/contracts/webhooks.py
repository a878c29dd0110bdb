"""What is told of webhooks."""

from typing import ClassVar, Literal
from uuid import UUID

from bromost_common.outbox import Event


class WebhookDisabled(Event):
    """An endpoint is sent nothing any more: it is gone, or failed for days."""

    event_type: ClassVar[str] = "webhook.disabled.v1"
    object_type: ClassVar[str] = "webhook"

    told_to: list[UUID]
    # Its owner's own word for it.
    name: str
    change: Literal["gone", "failing"]
