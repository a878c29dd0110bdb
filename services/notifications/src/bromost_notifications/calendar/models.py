from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class CalendarFeed(Base):
    """That somebody's calendar may read what they have to do, by an address."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        UniqueConstraint(
            "account_id", "programme_id", postgresql_nulls_not_distinct=True
        ),
        {"schema": "notifications"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    # Of the registry: another schema, hence no foreign key. None is all programmes.
    programme_id: Mapped[UUID | None]
    # The address has the secret; only this is kept of it.
    token_digest: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    issued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    read_at: Mapped[datetime | None]


class CalendarEntry(Base):
    """What a feed said of one day when it was last read, so that a change is told."""

    __tablename__ = "calendar_entry"
    __table_args__ = ({"schema": "notifications"},)

    feed_id: Mapped[UUID] = mapped_column(
        ForeignKey(CalendarFeed.id, ondelete="CASCADE"), primary_key=True
    )
    uid: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    sequence: Mapped[int] = mapped_column(server_default=text("0"))
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())
