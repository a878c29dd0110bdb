from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, SmallInteger, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class ReportingRequirement(VersionedRecord):
    """A kind of report that a programme asks for: of whom, how often, until when."""

    __tablename__ = "reporting_requirement"
    __table_args__ = ({"schema": "indicators"},)

    # Of the registry, as organisations and accounts are: no foreign keys.
    programme_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    title: Mapped[dict[str, str]]
    original_language: Mapped[str]
    owed_by: Mapped[str]
    organisation_ids: Mapped[list[UUID]] = mapped_column(
        ARRAY(Uuid()), server_default=text("'{}'")
    )
    rhythm: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    days_to_report: Mapped[int] = mapped_column(server_default=text("30"))
    grace_days: Mapped[int] = mapped_column(server_default=text("0"))
    responsible_id: Mapped[UUID | None]
    signer_id: Mapped[UUID | None]
    parts: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    # What its reports say in words: a list of sections, as the body has them.
    sections: Mapped[list[dict[str, Any]]] = mapped_column(
        JSONB(), server_default=text("'[]'")
    )
    # From so many percent off its target something is explained.
    explain_from: Mapped[int | None] = mapped_column(SmallInteger())
    explain_behind: Mapped[bool] = mapped_column(server_default=text("false"))
    partners_draft: Mapped[bool] = mapped_column(server_default=text("false"))


class ReportingPeriod(Base):
    """A time that a requirement asks a report of; both days belong to it."""

    __tablename__ = "reporting_period"
    __table_args__ = (
        ExcludeConstraint(
            ("requirement_id", "="),
            (func.daterange(text("starts_on"), text("ends_on"), text("'[]'")), "&&"),
            name="ex_reporting_period_overlap",
        ),
        {"schema": "indicators"},
    )

    requirement_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.reporting_requirement.id", ondelete="CASCADE"),
        primary_key=True,
    )
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date]
    # Where another day was agreed than the requirement's rule gives.
    due_on: Mapped[date | None]
