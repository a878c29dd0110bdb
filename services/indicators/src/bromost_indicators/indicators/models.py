from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord

FIGURE = Numeric(24, 6)


class Indicator(VersionedRecord):
    """What is counted or measured to see whether a result is reached."""

    __tablename__ = "indicator"
    __table_args__ = ({"schema": "indicators"},)

    result_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.result.id"), index=True
    )
    title: Mapped[dict[str, str]]
    unit: Mapped[str]
    unit_name: Mapped[dict[str, str] | None]
    direction: Mapped[str]
    decimals: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    allow_over_100: Mapped[bool] = mapped_column(server_default=text("false"))
    baseline_value: Mapped[Decimal | None] = mapped_column(FIGURE)
    baseline_on: Mapped[date | None]
    baseline_note: Mapped[dict[str, str] | None]
    target_value: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_on: Mapped[date | None]
    source: Mapped[dict[str, str] | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    origin_indicator_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.indicator.id"), index=True
    )
    origin_mode: Mapped[str | None]
    side_id: Mapped[UUID | None]
    position: Mapped[int]
    archived_at: Mapped[datetime | None]


class Period(VersionedRecord):
    """A time of an indicator that values are reported for; both days belong to it."""

    __tablename__ = "period"
    __table_args__ = (
        ExcludeConstraint(
            ("indicator_id", "="),
            (func.daterange(text("starts_on"), text("ends_on"), text("'[]'")), "&&"),
            name="ex_period_overlap",
        ),
        Index("ix_period_indicator_id_starts_on", "indicator_id", "starts_on"),
        {"schema": "indicators"},
    )

    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.indicator.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    target_value: Mapped[Decimal | None] = mapped_column(FIGURE)
