from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id


class DocumentTemplate(Base):
    """How a programme lays out documents of a kind; a version, which never changes."""

    __tablename__ = "document_template"
    __table_args__ = (
        UniqueConstraint("programme_id", "kind", "version"),
        {"schema": "api"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE")
    )
    kind: Mapped[str]
    version: Mapped[int]
    contents: Mapped[dict[str, Any]] = mapped_column(JSONB)
    laid_down_by: Mapped[UUID] = mapped_column(ForeignKey("api.account.id"), index=True)
    laid_down_at: Mapped[datetime] = mapped_column(server_default=func.now())
