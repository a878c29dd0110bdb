from datetime import datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record, VersionedRecord

SCHEMA = {"schema": "indicators"}
_FOLDED = Computed("common.fold(code)", persisted=True)


class Axis(VersionedRecord):
    """A way to break a figure down, such as by sex or by age."""

    __tablename__ = "axis"
    __table_args__ = (UniqueConstraint("code_key"), SCHEMA)

    code: Mapped[str]
    code_key: Mapped[str] = mapped_column(_FOLDED, nullable=True)
    # A programme's own; null for the installation's.
    programme_id: Mapped[UUID | None]
    name: Mapped[dict[str, str]]
    original_language: Mapped[str]
    archived_at: Mapped[datetime | None]


class Category(Record):
    """A place on an axis; one of them is for what is unknown."""

    __tablename__ = "category"
    __table_args__ = (
        UniqueConstraint("axis_id", "code_key"),
        Index(
            "uq_category_unknown",
            "axis_id",
            unique=True,
            postgresql_where=text("is_unknown"),
        ),
        SCHEMA,
    )

    axis_id: Mapped[UUID] = mapped_column(ForeignKey("indicators.axis.id"))
    code: Mapped[str]
    code_key: Mapped[str] = mapped_column(_FOLDED, nullable=True)
    name: Mapped[dict[str, str]]
    position: Mapped[int]
    is_unknown: Mapped[bool] = mapped_column(server_default=text("false"))
    archived_at: Mapped[datetime | None]
