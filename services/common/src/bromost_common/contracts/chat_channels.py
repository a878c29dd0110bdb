"""What is told of chat channels."""

from typing import ClassVar, Literal
from uuid import UUID

from bromost_common.outbox import Event


class ChatChannelDisabled(Event):
    """A channel is sent nothing any more: it is gone, or failed for days."""

    event_type: ClassVar[str] = "chat_channel.disabled.v1"
    object_type: ClassVar[str] = "chat_channel"

    # The programme, in the project's place: it is for whoever manages that.
    project_id: UUID
    is_of_programme: bool = True
    told_roles: list[str]
    name: str
    change: Literal["gone", "failing"]
