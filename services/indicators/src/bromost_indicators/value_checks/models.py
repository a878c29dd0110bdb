from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id


class CheckConfirmation(Base):
    """That somebody looked once more at what was found of an entry; never changed."""

    __tablename__ = "check_confirmation"
    __table_args__ = ({"schema": "indicators"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.entry.id"), index=True
    )
    finding: Mapped[str]
    # Of a cross-check, what the rule asked for.
    meaning: Mapped[str | None]
    comment: Mapped[str]
    account_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
