from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy import Text as Words
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class Announcement(VersionedRecord):
    """What a programme's manager tells a chosen group; a draft until it is sent."""

    __tablename__ = "announcement"
    __table_args__ = (
        Index("ix_announcement_programme_id", "programme_id", "id"),
        Index(
            "ix_announcement_unsettled",
            "sent_at",
            postgresql_where=text("sent_at IS NOT NULL AND mailed_count IS NULL"),
        ),
        {"schema": "notifications"},
    )

    # Of the registry, as the network is: another schema, hence no foreign key.
    programme_id: Mapped[UUID]
    audience: Mapped[str]
    network_id: Mapped[UUID | None]
    country_code: Mapped[str | None]
    # None of them is all of them.
    roles: Mapped[list[str]] = mapped_column(
        ARRAY(Words()), server_default=text("'{}'"), default=list
    )
    title: Mapped[dict[str, str]]
    text: Mapped[dict[str, str]]
    original_language: Mapped[str]
    sent_by: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]
    recipient_count: Mapped[int | None]
    # Once no more will leave.
    mailed_count: Mapped[int | None]


class AnnouncementRecipient(Base):
    """Somebody whom an announcement goes to; without an event they are to be told."""

    __tablename__ = "announcement_recipient"
    __table_args__ = (
        Index(
            "ix_announcement_recipient_waiting",
            "announcement_id",
            "account_id",
            postgresql_where=text("event_id IS NULL"),
        ),
        {"schema": "notifications"},
    )

    announcement_id: Mapped[UUID] = mapped_column(
        ForeignKey(Announcement.id, ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    event_id: Mapped[UUID | None]
    added_at: Mapped[datetime] = mapped_column(server_default=func.now())
