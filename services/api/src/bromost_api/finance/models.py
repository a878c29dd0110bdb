from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record, VersionedRecord


class BudgetLine(VersionedRecord):
    """What one funder gives to a project in one year, in one currency."""

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint("project_id", "year", "funder_id", "currency"),
        # For what must be of the same project.
        UniqueConstraint("id", "project_id"),
        Index("ix_budget_line_funder_id_project_id", "funder_id", "project_id"),
        {"schema": "api"},
    )

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE")
    )
    year: Mapped[int] = mapped_column(SmallInteger, index=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("api.organisation.id"))
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(ForeignKey("api.currency.code"))
    note: Mapped[str | None]


class ConversionRate(Record):
    """What one unit of a currency was worth in another, on whose word and when."""

    __tablename__ = "conversion_rate"
    __table_args__ = (
        UniqueConstraint("from_currency", "to_currency", "valid_on"),
        {"schema": "api"},
    )

    from_currency: Mapped[str] = mapped_column(ForeignKey("api.currency.code"))
    to_currency: Mapped[str] = mapped_column(ForeignKey("api.currency.code"))
    rate: Mapped[Decimal] = mapped_column(Numeric(20, 10))
    valid_on: Mapped[date]
    source: Mapped[str]
