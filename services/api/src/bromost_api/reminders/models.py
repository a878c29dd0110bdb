from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class Reminder(Base):
    """What somebody was reminded of, so that they are once."""

    __tablename__ = "reminder"
    __table_args__ = ({"schema": "api"},)

    kind: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    # Another day is another reminder.
    due_on: Mapped[date] = mapped_column(primary_key=True)
