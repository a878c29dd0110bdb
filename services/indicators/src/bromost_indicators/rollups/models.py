from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class Rollup(VersionedRecord):
    """That one indicator's figures go into another's."""

    __tablename__ = "rollup"
    __table_args__ = (
        UniqueConstraint("child_indicator_id", "parent_indicator_id"),
        {"schema": "indicators"},
    )

    child_indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.indicator.id")
    )
    parent_indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.indicator.id"), index=True
    )
    included: Mapped[bool] = mapped_column(server_default=text("true"))
    note: Mapped[dict[str, str] | None]
