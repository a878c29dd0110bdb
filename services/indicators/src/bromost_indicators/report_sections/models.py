from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class ReportPart(Base):
    """What a partner says in a section of the lead's report, in words of its own."""

    __tablename__ = "report_part"
    __table_args__ = ({"schema": "indicators"},)

    report_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.report.id"), primary_key=True
    )
    section: Mapped[str] = mapped_column(primary_key=True)
    # Of the registry: another schema, hence no foreign key.
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    words: Mapped[dict[str, str]]
    written_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now()
    )


class ReportText(Base):
    """What a report says in one of its sections, in whichever languages."""

    __tablename__ = "report_text"
    __table_args__ = ({"schema": "indicators"},)

    report_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.report.id"), primary_key=True
    )
    # By its name in the template: the text outlives a template that loses it.
    section: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[dict[str, str]]
    written_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(server_default=text("1"), default=1)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now()
    )
