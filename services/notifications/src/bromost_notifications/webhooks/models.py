from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id
from bromost_notifications.sending.models import Receiver


class WebhookEndpoint(Receiver):
    """Where somebody's own system hears what happens here."""

    __tablename__ = "webhook_endpoint"
    __table_args__ = ({"schema": "notifications"},)

    # Both of the registry: another schema, hence no foreign keys.
    account_id: Mapped[UUID] = mapped_column(index=True)
    machine_id: Mapped[UUID | None]
    name: Mapped[str]
    url: Mapped[str]
    event_types: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    programme_id: Mapped[UUID | None]


class WebhookSecret(Base):
    """What messages to an endpoint are signed with, sealed."""

    __tablename__ = "webhook_secret"
    __table_args__ = ({"schema": "notifications"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    endpoint_id: Mapped[UUID] = mapped_column(
        ForeignKey(WebhookEndpoint.id, ondelete="CASCADE"), index=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WebhookMessage(Base):
    """What endpoints are told of an event, the same in every attempt."""

    __tablename__ = "webhook_message"
    __table_args__ = ({"schema": "notifications"},)

    # The event's own, which receivers know it by.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    event_type: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[UUID]
    project_id: Mapped[UUID | None]
    body: Mapped[str]
    occurred_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
