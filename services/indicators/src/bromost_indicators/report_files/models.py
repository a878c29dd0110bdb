from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class ReportFile(Base):
    """A file that goes with a report."""

    __tablename__ = "report_file"
    __table_args__ = (
        Index("ix_report_file_file_id", "file_id"),
        {"schema": "indicators"},
    )

    report_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.report.id"), primary_key=True
    )
    file_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.file.id"), primary_key=True
    )
    added_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    # Taken off after an accepted version named it, which its content stays for.
    removed_at: Mapped[datetime | None]
