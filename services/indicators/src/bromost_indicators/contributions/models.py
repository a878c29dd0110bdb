from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class Contribution(VersionedRecord):
    """That one result leads to another, how strongly, and what that takes."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("from_result_id", "to_result_id"),
        {"schema": "indicators"},
    )

    from_result_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.result.id"))
    to_result_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.result.id"), index=True
    )
    strength: Mapped[str]
    assumption: Mapped[dict[str, str] | None]
