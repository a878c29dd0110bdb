"""Transactional outbox: an event exists if and only if its cause committed."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import BigInteger, ForeignKey, Identity, Index, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from .db import Base, new_id


class Event(BaseModel):
    """A fact about the past, named `subject.past-tense.vN`."""

    event_type: ClassVar[str]
    object_type: ClassVar[str]

    object_id: UUID
    actor_id: UUID | None


class OutboxMessage(Base):
    """An event that waits for, or has been seen by, its consumers."""

    __tablename__ = "outbox"
    __table_args__ = ({"schema": "common"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    position: Mapped[int] = mapped_column(
        BigInteger, Identity(always=True), unique=True
    )
    event_type: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    occurred_at: Mapped[datetime] = mapped_column(server_default=func.now())


class InboxEntry(Base):
    """`consumer` has dealt with `message_id`; written with what that changed."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_waiting", "consumer", postgresql_where=text("state <> 'done'")),
        {"schema": "common"},
    )

    consumer: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(
        ForeignKey(OutboxMessage.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    state: Mapped[str] = mapped_column(server_default=text("'done'"), default="done")
    attempts: Mapped[int] = mapped_column(
        SmallInteger, server_default=text("1"), default=1
    )
    last_error: Mapped[str | None]
    handled_at: Mapped[datetime] = mapped_column(server_default=func.now())


def publish(session: AsyncSession, event: Event) -> UUID:
    """Add `event` to the caller's transaction; its id from then on."""
    event_id = new_id()
    session.add(
        OutboxMessage(
            id=event_id,
            event_type=event.event_type,
            object_type=event.object_type,
            object_id=event.object_id,
            actor_id=event.actor_id,
            payload=event.model_dump(mode="json"),
        )
    )
    return event_id
