from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class ReportVersion(Base):
    """What a report told when it was accepted. It is never changed."""

    __tablename__ = "report_version"
    __table_args__ = ({"schema": "indicators"},)

    report_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.report.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    contents: Mapped[dict[str, Any]] = mapped_column(JSONB())
    accepted_by: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
