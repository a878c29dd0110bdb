from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class FollowUp(Base):
    """That somebody is to come back to a period's value; gone when it is done."""

    __tablename__ = "follow_up"
    __table_args__ = ({"schema": "indicators"},)

    period_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.period.id", ondelete="CASCADE"), primary_key=True
    )
    note: Mapped[str]
    marked_by: Mapped[UUID | None]
    marked_at: Mapped[datetime] = mapped_column(server_default=func.now())
