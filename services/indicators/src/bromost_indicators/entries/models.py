from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id


class Entry(Base):
    """One value as somebody recorded it; never changed, only followed by another."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("period_id", "number"), {"schema": "indicators"})

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    period_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.period.id"))
    # Counts from 1 in each period; the highest is the value that holds.
    number: Mapped[int]
    value: Mapped[Decimal] = mapped_column(Numeric(24, 6))
    state: Mapped[str]
    comment: Mapped[str | None]
    recorded_by: Mapped[UUID | None]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
