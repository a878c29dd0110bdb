from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord, new_id


class PeriodLock(VersionedRecord):
    """Days of which nothing more is said, of a project or a whole programme."""

    __tablename__ = "period_lock"
    __table_args__ = ({"schema": "indicators"},)

    # Of the registry: another schema, hence no foreign keys.
    project_id: Mapped[UUID | None] = mapped_column(index=True)
    programme_id: Mapped[UUID | None] = mapped_column(index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str]
    locked_by: Mapped[UUID | None]


class LockException(Base):
    """Who may, or of what, still something be said until a day."""

    __tablename__ = "lock_exception"
    __table_args__ = ({"schema": "indicators"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    lock_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.period_lock.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[UUID | None]
    indicator_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.indicator.id"), index=True
    )
    until: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
