from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    SmallInteger,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class Preference(Base):
    """A wish of somebody: how they hear of a topic, by a channel, in a programme."""

    __tablename__ = "preference"
    __table_args__ = (
        UniqueConstraint(
            "account_id",
            "topic",
            "channel",
            "programme_id",
            name="uq_preference",
            postgresql_nulls_not_distinct=True,
        ),
        {"schema": "notifications"},
    )
    # The table has a unique constraint in its place: a part of it may be null.
    __mapper_args__ = {  # noqa: RUF012  # SQLAlchemy declares it
        "primary_key": ["account_id", "topic", "channel", "programme_id"],
    }

    account_id: Mapped[UUID]
    topic: Mapped[str]
    channel: Mapped[str]
    programme_id: Mapped[UUID | None]
    mode: Mapped[str]


class UserSetting(Base):
    """The clock that somebody's mail goes by."""

    __tablename__ = "user_setting"
    __table_args__ = ({"schema": "notifications"},)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    time_zone: Mapped[str] = mapped_column(
        server_default=text("'Europe/Oslo'"), default="Europe/Oslo"
    )
    quiet_from: Mapped[time | None]
    quiet_to: Mapped[time | None]
    digest_at: Mapped[time] = mapped_column(
        server_default=text("'07:00'"), default=time(7)
    )
    digest_weekday: Mapped[int] = mapped_column(
        SmallInteger, server_default=text("1"), default=1
    )
    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class PreferenceDefaults(VersionedRecord):
    """What a programme lays down for whoever sets nothing else."""

    __tablename__ = "preference_defaults"
    __table_args__ = ({"schema": "notifications"},)

    # Of the registry: another schema, hence no foreign key.
    programme_id: Mapped[UUID] = mapped_column(unique=True)
    # By topic, and of each by channel: a mode.
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Watch(Base):
    """What somebody wants to hear of one thing."""

    __tablename__ = "watch"
    __table_args__ = ({"schema": "notifications"},)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    object_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    object_type: Mapped[str]
    level: Mapped[str]
    is_manual: Mapped[bool]
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Digest(Base):
    """One mail about several notifications."""

    __tablename__ = "digest"
    __table_args__ = (
        UniqueConstraint("account_id", "channel", "closes_at", name="uq_digest_window"),
        {"schema": "notifications"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    channel: Mapped[str]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class DigestItem(Base):
    """A notification that such a mail is about, as long as there is one."""

    __tablename__ = "digest_item"
    __table_args__ = ({"schema": "notifications"},)

    digest_id: Mapped[UUID] = mapped_column(
        ForeignKey(Digest.id, ondelete="CASCADE"), primary_key=True
    )
    # No foreign key: a later event replaces a notification, and old ones go.
    notification_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
