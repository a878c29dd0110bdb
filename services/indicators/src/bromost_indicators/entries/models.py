from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    UniqueConstraint,
    func,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id

_SCHEMA = {"schema": "indicators"}
_FIGURE = Numeric(24, 6)


class Entry(Base):
    """What somebody said of a period; never changed, only followed by another.

    Its status alone moves, as it is handed in, returned and accepted.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("period_id", "number"),
        Index(
            "ix_entry_status",
            "status",
            "period_id",
            postgresql_where=sql("status IN ('submitted', 'verified')"),
        ),
        _SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    period_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.period.id"))
    # Counts from 1 in each period; of a place, the highest is what holds.
    number: Mapped[int]
    place_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.place.id"), index=True
    )
    value: Mapped[Decimal | None] = mapped_column(_FIGURE)
    numerator: Mapped[Decimal | None] = mapped_column(_FIGURE)
    denominator: Mapped[Decimal | None] = mapped_column(_FIGURE)
    state: Mapped[str]
    text: Mapped[str | None]
    is_partial: Mapped[bool] = mapped_column(server_default=sql("false"))
    comment: Mapped[str | None]
    reason: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default=sql("'draft'"))
    recorded_by: Mapped[UUID | None]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


class EntryCell(Base):
    """A leaf of what a figure is broken down into; with the others, the figure."""

    __tablename__ = "entry_cell"
    __table_args__ = (
        Index(
            "uq_entry_cell_categories",
            *("entry_id", "category_1", "category_2", "category_3"),
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        _SCHEMA,
    )

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.entry.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    category_1: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.category.id"), index=True
    )
    category_2: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.category.id"), index=True
    )
    category_3: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.category.id"), index=True
    )
    state: Mapped[str]
    value: Mapped[Decimal | None] = mapped_column(_FIGURE)
    numerator: Mapped[Decimal | None] = mapped_column(_FIGURE)
    denominator: Mapped[Decimal | None] = mapped_column(_FIGURE)


class EntryStep(Base):
    """How far an entry got when, by whom and why."""

    __tablename__ = "entry_step"
    __table_args__ = (_SCHEMA,)

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.entry.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    account_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    reason: Mapped[str | None]


class EntryEvidence(Base):
    """Where it can be seen that an entry is so."""

    __tablename__ = "entry_evidence"
    __table_args__ = (
        Index(
            "ix_entry_evidence_file_id",
            "file_id",
            postgresql_where=sql("file_id IS NOT NULL"),
        ),
        _SCHEMA,
    )

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.entry.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    name: Mapped[str]
    # A link or a file.
    address: Mapped[str | None]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("indicators.file.id"))
