from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord

# As the report is kept; whether it is due makes no difference to who writes in it.
OPEN: Final = frozenset({"open", "returned"})


class Report(VersionedRecord):
    """A report that is owed, or was given; if it is due, or overdue, the day tells."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_programme_id", "programme_id", "ends_on"),
        {"schema": "indicators"},
    )

    requirement_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.reporting_requirement.id"), index=True
    )
    # Of the registry: another schema, hence no foreign keys.
    programme_id: Mapped[UUID]
    # None where an organisation owes it to the programme as a whole.
    project_id: Mapped[UUID | None] = mapped_column(index=True)
    organisation_id: Mapped[UUID | None]
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    due_on: Mapped[date]
    grace_days: Mapped[int]
    parts: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    # Instead of those whom the requirement names.
    responsible_id: Mapped[UUID | None]
    signer_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(server_default=text("'open'"))
    # When it was first submitted: what timeliness is measured by.
    received_on: Mapped[date | None]
    # As they were asked for when it was first submitted.
    sections: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB())


class ReportStep(Base):
    """How a report got where it is: who did it, and who answers for it."""

    __tablename__ = "report_step"
    __table_args__ = ({"schema": "indicators"},)

    report_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.report.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[str]
    account_id: Mapped[UUID | None]
    signer_id: Mapped[UUID | None]
    reason: Mapped[str | None]
    # What is to be mended, by section.
    sections: Mapped[list[dict[str, str]]] = mapped_column(
        JSONB(), server_default=text("'[]'")
    )
    at: Mapped[datetime] = mapped_column(server_default=func.now())
