from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Numeric,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord

FIGURE = Numeric(24, 6)


class Indicator(VersionedRecord):
    """A definition in use: what shows whether a result is reached."""

    __tablename__ = "indicator"
    __table_args__ = (
        # What is left out is looked for there, and not in all there are.
        Index(
            "ix_indicator_archived",
            "id",
            postgresql_where=text("archived_at IS NOT NULL"),
        ),
        {"schema": "indicators"},
    )

    result_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.result.id"), index=True
    )
    title: Mapped[dict[str, str]]
    # The newest one in use; `IndicatorVersion` tells which held when.
    definition_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.definition_version.id"), index=True
    )
    baseline_state: Mapped[str | None]
    baseline_value: Mapped[Decimal | None] = mapped_column(FIGURE)
    baseline_numerator: Mapped[Decimal | None] = mapped_column(FIGURE)
    baseline_denominator: Mapped[Decimal | None] = mapped_column(FIGURE)
    baseline_on: Mapped[date | None]
    baseline_method: Mapped[dict[str, str] | None]
    baseline_note: Mapped[dict[str, str] | None]
    target_value: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_numerator: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_denominator: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_low: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_high: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_on: Mapped[date | None]
    is_synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    origin_indicator_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.indicator.id"), index=True
    )
    origin_mode: Mapped[str | None]
    side_id: Mapped[UUID | None]
    position: Mapped[int]
    archived_at: Mapped[datetime | None]


class IndicatorVersion(Base):
    """From which day a version of the definition holds: a break in the series."""

    __tablename__ = "indicator_version"
    __table_args__ = (
        UniqueConstraint("indicator_id", "starts_on"),
        {"schema": "indicators"},
    )

    indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.indicator.id"), primary_key=True
    )
    # 1, 2, 3 … in the order of the days; the first holds from the beginning.
    number: Mapped[int] = mapped_column(primary_key=True)
    definition_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.definition_version.id"), index=True
    )
    starts_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class IndicatorResponsible(Base):
    """Who sees to it that the indicator is reported."""

    __tablename__ = "indicator_responsible"
    __table_args__ = ({"schema": "indicators"},)

    indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.indicator.id"), primary_key=True
    )
    # An account of the registry: another schema, hence no foreign key.
    account_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)


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
    target_numerator: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_denominator: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_low: Mapped[Decimal | None] = mapped_column(FIGURE)
    target_high: Mapped[Decimal | None] = mapped_column(FIGURE)
