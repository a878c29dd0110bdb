from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base

NOT_READ = text("read_at IS NULL AND archived_at IS NULL")


class Notification(Base):
    """What one person is told about an event. The page makes the sentence of it.

    Ids grow in the order of commit, since one relay at a time writes them: "after
    this id" misses nothing.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("event_id", "account_id"),
        Index("ix_notification_account_id", "account_id", "id"),
        Index(
            "ix_notification_unread",
            "account_id",
            "id",
            postgresql_where=text(
                "read_at IS NULL AND archived_at IS NULL AND snoozed_until IS NULL"
            ),
        ),
        Index(
            "ix_notification_unseen",
            "account_id",
            "id",
            postgresql_where=text(
                "seen_at IS NULL AND read_at IS NULL AND archived_at IS NULL"
                " AND snoozed_until IS NULL"
            ),
        ),
        Index(
            "ix_notification_inbox",
            "account_id",
            "id",
            postgresql_where=text("archived_at IS NULL AND snoozed_until IS NULL"),
        ),
        Index(
            "ix_notification_snoozed",
            "account_id",
            "id",
            postgresql_where=text("snoozed_until IS NOT NULL"),
        ),
        Index("ix_notification_thread", "account_id", "object_id", "id"),
        Index(
            "ix_notification_snoozed_until",
            "snoozed_until",
            postgresql_where=text("snoozed_until IS NOT NULL"),
        ),
        Index(
            "ix_notification_archived",
            "account_id",
            "id",
            postgresql_where=text("archived_at IS NOT NULL"),
        ),
        Index(
            "ix_notification_object_id", "object_id", "topic", postgresql_where=NOT_READ
        ),
        {"schema": "notifications"},
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    account_id: Mapped[UUID]
    event_id: Mapped[UUID]
    topic: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(server_default=text("'reads'"), default="reads")
    params: Mapped[dict[str, Any]] = mapped_column(JSONB)
    event_count: Mapped[int] = mapped_column(server_default=text("1"))
    occurred_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    # On a page that was looked at; what was read was seen as well.
    seen_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]
    # Put off until then; and when what was put off came back.
    snoozed_until: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    # Its reader wants no such thing in the inbox: archived from the start.
    by_mail_only: Mapped[bool] = mapped_column(
        server_default=text("false"), default=False
    )
