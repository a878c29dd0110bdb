from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id


class ReportComment(Base):
    """What somebody says of a section to those who work on the report.

    It is no part of the report: no accepted version and no rendering has it.
    """

    __tablename__ = "report_comment"
    __table_args__ = (
        Index("ix_report_comment_report_id", "report_id", "id"),
        {"schema": "indicators"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.report.id"))
    section: Mapped[str]
    # None once it was withdrawn: that it was there stays.
    words: Mapped[str | None]
    mentions: Mapped[list[UUID]] = mapped_column(
        ARRAY(Uuid()), server_default=text("'{}'")
    )
    written_by: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    withdrawn_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
