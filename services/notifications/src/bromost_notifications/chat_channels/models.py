from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id
from bromost_notifications.sending.models import Receiver


class ChatChannel(Receiver):
    """Where the people of a programme chat, and hear what happens in it."""

    __tablename__ = "chat_channel"
    __table_args__ = (
        Index("ix_chat_channel_programme_id", "programme_id", "id"),
        {"schema": "notifications"},
    )

    # Of the registry: another schema, hence no foreign key.
    programme_id: Mapped[UUID]
    name: Mapped[str]
    kind: Mapped[str]
    # What may be told of its address; whoever has the whole of it can write there.
    host: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text()))


class ChatMessage(Base):
    """What a channel is told at once: news that came shortly after each other."""

    __tablename__ = "chat_message"
    __table_args__ = (
        Index(
            "uq_chat_message_open",
            "channel_id",
            unique=True,
            postgresql_where=text("is_open"),
        ),
        {"schema": "notifications"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(
        ForeignKey(ChatChannel.id, ondelete="CASCADE"), index=True
    )
    # Of each what its sentence needs; of many, the first of them.
    news: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    news_count: Mapped[int]
    # Until it leaves, what happens next is added to it.
    is_open: Mapped[bool]
    occurred_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
