from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    SmallInteger,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id

PENDING = text("state = 'pending'")


def _of_receivers(channel: str) -> tuple[Index, ...]:
    """For senders that take what is due receiver by receiver, and for their logs."""
    its = f"channel = '{channel}'"
    return (
        Index(
            f"ix_delivery_{channel}_due",
            "target_id",
            "next_attempt_at",
            postgresql_where=text(f"{its} AND state = 'pending'"),
        ),
        Index(
            f"ix_delivery_{channel}_sending",
            "target_id",
            postgresql_where=text(f"{its} AND state = 'sending'"),
        ),
        Index(
            f"ix_delivery_{channel}_log",
            "target_id",
            text("created_at DESC"),
            text("id DESC"),
            postgresql_where=text(its),
        ),
    )


class Delivery(Base):
    """Something on its way to one receiver by one channel."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint(
            "source_kind",
            "source_id",
            "channel",
            "target_id",
            "replay_no",
            name="uq_delivery_source",
        ),
        Index(
            "ix_delivery_due", "channel", "next_attempt_at", postgresql_where=PENDING
        ),
        Index(
            "ix_delivery_expiring", "channel", "expires_at", postgresql_where=PENDING
        ),
        Index(
            "ix_delivery_leased",
            "channel",
            "lease_until",
            postgresql_where=text("state = 'sending'"),
        ),
        Index("ix_delivery_state", "state", text("created_at DESC"), text("id DESC")),
        Index("ix_delivery_created_at", text("created_at DESC"), text("id DESC")),
        Index("ix_delivery_target_id", "target_id"),
        Index(
            "ix_delivery_replay_of",
            "replay_of",
            postgresql_where=text("replay_of IS NOT NULL"),
        ),
        Index("ix_delivery_ended_at", "ended_at"),
        *_of_receivers("webhook"),
        *_of_receivers("chat"),
        {"schema": "notifications"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    source_kind: Mapped[str]
    source_id: Mapped[UUID]
    notification_id: Mapped[int | None] = mapped_column(BigInteger)
    channel: Mapped[str]
    target_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(
        server_default=text("'pending'"), default="pending"
    )
    attempt: Mapped[int] = mapped_column(
        SmallInteger, server_default=text("0"), default=0
    )
    max_attempt: Mapped[int] = mapped_column(SmallInteger)
    lost: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"), default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    locked_by: Mapped[str | None]
    last_error: Mapped[str | None]
    # The digest of the address that the last try was for.
    sent_to: Mapped[bytes | None]
    replay_no: Mapped[int] = mapped_column(
        SmallInteger, server_default=text("0"), default=0
    )
    replay_of: Mapped[UUID | None] = mapped_column(
        ForeignKey("notifications.delivery.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ended_at: Mapped[datetime | None]


class Attempt(Base):
    """One try at a delivery; its row is there before anything is sent."""

    __tablename__ = "attempt"
    __table_args__ = ({"schema": "notifications"},)

    delivery_id: Mapped[UUID] = mapped_column(
        ForeignKey(Delivery.id, ondelete="CASCADE"), primary_key=True
    )
    n: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    status: Mapped[str | None]
    error_class: Mapped[str | None]
    ms: Mapped[int | None]
    response_head: Mapped[str | None]
