from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id


class Suppression(Base):
    """An address that nothing is sent to any more; only its digest is known here."""

    __tablename__ = "suppression"
    __table_args__ = (
        Index("ix_suppression_created_at", text("created_at DESC"), text("id DESC")),
        {"schema": "notifications"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    address_digest: Mapped[bytes] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(index=True)
    cause: Mapped[str]
    code: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
