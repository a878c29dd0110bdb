from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class Rollup(VersionedRecord):
    """That one indicator's figures go into another's."""

    __tablename__ = "rollup"
    __table_args__ = (
        UniqueConstraint("child_indicator_id", "parent_indicator_id"),
        CheckConstraint("weight > 0", name="weight"),
        Index(
            "ix_rollup_owners",
            *("parent_indicator_id", "child_owner_id", "child_indicator_id"),
            postgresql_include=["included"],
        ),
        {"schema": "indicators"},
    )

    child_indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.indicator.id")
    )
    parent_indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.indicator.id"), index=True
    )
    # The database names the project or programme: it is looked for by the thousand.
    child_owner_id: Mapped[UUID | None]
    included: Mapped[bool] = mapped_column(server_default=text("true"))
    # How much it counts where the other one is a weighted mean.
    weight: Mapped[Decimal | None] = mapped_column(Numeric(24, 6))
    note: Mapped[dict[str, str] | None]
