"""Kept figures, read and written as rows: nothing but the worker makes them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    Numeric,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base

# Unrounded: as many digits as a quotient has.
EXACT = Numeric()
AMOUNT = ("state", "value", "numerator", "denominator", "low", "high", "marks")
TARGET = ("value", "low", "high")


def _amount(prefix: str) -> list[Column[Any]]:
    return [
        Column(f"{prefix}_state", Text, nullable=False),
        *(Column(f"{prefix}_{name}", EXACT) for name in AMOUNT[1:-1]),
        Column(f"{prefix}_marks", ARRAY(Text), nullable=False),
    ]


def _progress() -> list[Column[Any]]:
    return [
        Column("progress", EXACT),
        Column("progress_missing", Text),
        Column("progress_basis", Text),
        Column("distance", EXACT),
        Column("status", Text),
    ]


def _indicator(**more: Any) -> Column[Any]:
    key = ForeignKey("indicators.indicator.id", ondelete="CASCADE")
    return Column("indicator_id", Uuid, key, nullable=False, **more)


FIGURE = Table(
    "figure",
    Base.metadata,
    _indicator(primary_key=True),
    Column("include", Text, primary_key=True),
    Column("as_of", Date, nullable=False, index=True),
    Column("rule_version", Uuid),
    Column("inputs", LargeBinary, nullable=False),
    Column(
        "calculated_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.now(),
    ),
    *_amount("life"),
    *_amount("to_date"),
    *(Column(f"target_{name}", EXACT) for name in TARGET),
    *(Column(f"target_to_date_{name}", EXACT) for name in TARGET),
    *_progress(),
    Column("progress_to_date", EXACT),
    Column("expected", EXACT),
    Column("expected_to_date", EXACT),
    schema="indicators",
)
PERIOD_FIGURE = Table(
    "period_figure",
    Base.metadata,
    Column(
        "period_id",
        Uuid,
        ForeignKey("indicators.period.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("include", Text, primary_key=True),
    _indicator(),
    *_amount("given"),
    Column("reported", Boolean, nullable=False),
    Column("rule", JSONB, nullable=False),
    *_amount("shown"),
    *_progress(),
    Index("ix_period_figure_indicator_id", "indicator_id", "include"),
    schema="indicators",
)
# Of the parts of an indicator: leaf cells, and each category of each axis.
CELL_FIGURE = Table(
    "cell_figure",
    Base.metadata,
    Column("indicator_id", Uuid, primary_key=True),
    Column("include", Text, primary_key=True),
    Column("cell", ARRAY(Uuid), primary_key=True),
    Column("is_leaf", Boolean, nullable=False),
    *_amount("life"),
    *_amount("to_date"),
    ForeignKeyConstraint(
        ["indicator_id", "include"],
        ["indicators.figure.indicator_id", "indicators.figure.include"],
        ondelete="CASCADE",
    ),
    schema="indicators",
)
CELL_PERIOD_FIGURE = Table(
    "cell_period_figure",
    Base.metadata,
    Column(
        "period_id",
        Uuid,
        ForeignKey("indicators.period.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("include", Text, primary_key=True),
    Column("cell", ARRAY(Uuid), primary_key=True),
    Column("indicator_id", Uuid, nullable=False),
    *_amount("given"),
    Column("reported", Boolean, nullable=False),
    *_amount("shown"),
    ForeignKeyConstraint(
        ["indicator_id", "include", "cell"],
        [
            f"indicators.cell_figure.{name}"
            for name in ("indicator_id", "include", "cell")
        ],
        ondelete="CASCADE",
    ),
    Index("ix_cell_period_figure_indicator_id", "indicator_id", "include", "cell"),
    schema="indicators",
)
DUE = Table(
    "figure_due",
    Base.metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("indicator_id", Uuid, nullable=False, index=True),
    Column(
        "marked_at", DateTime(timezone=True), nullable=False, server_default=func.now()
    ),
    schema="indicators",
)


class FigureAudit(Base):
    """A night's look at all figures: what was kept against what it comes to."""

    __tablename__ = "figure_audit"
    __table_args__ = ({"schema": "indicators"},)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    # None while it is under way.
    ended_at: Mapped[datetime | None]
    indicators: Mapped[int]
    differing: Mapped[int]
    examples: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class FigureAuditPart(Base):
    """Some of the indicators, looked at in one go."""

    __tablename__ = "figure_audit_part"
    __table_args__ = ({"schema": "indicators"},)

    audit_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.figure_audit.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[UUID]
    last_id: Mapped[UUID]
    # Of those that others go into, which wait for them; or else of the others.
    is_above: Mapped[bool] = mapped_column(server_default=text("false"))
    done_at: Mapped[datetime | None]
    indicators: Mapped[int] = mapped_column(server_default=text("0"))
    differing: Mapped[int] = mapped_column(server_default=text("0"))
    examples: Mapped[list[dict[str, Any]]] = mapped_column(
        JSONB, server_default=text("'[]'")
    )
