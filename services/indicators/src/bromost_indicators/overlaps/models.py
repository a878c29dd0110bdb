from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Numeric,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id


class Overlap(Base):
    """How many people are in several parts; never changed, only followed by another."""

    __tablename__ = "overlap"
    __table_args__ = (
        UniqueConstraint(
            *("indicator_id", "period_id", "between_what", "part_ids", "number"),
            name="uq_overlap_said",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint(
            "(between_what = 'periods') = (period_id IS NULL)", name="time"
        ),
        {"schema": "indicators"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.indicator.id"))
    # None between periods.
    period_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.period.id", ondelete="CASCADE"), index=True
    )
    between_what: Mapped[str]
    # In order. The indicator itself stands for its own values, or for no named place.
    part_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    # Of the same parts, the highest is what holds.
    number: Mapped[int]
    # None: it is not known any longer.
    repeats: Mapped[Decimal | None] = mapped_column(Numeric(24, 6))
    source: Mapped[str | None]
    reason: Mapped[str | None]
    recorded_by: Mapped[UUID | None]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
