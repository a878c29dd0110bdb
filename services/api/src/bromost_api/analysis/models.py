from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record


class AnalysisAccess(Record):
    """What a login of the database reads: a programme, or without one all of them."""

    __tablename__ = "analysis_access"
    __table_args__ = (
        CheckConstraint("login ~ '^[a-z_][a-z0-9_]{0,62}$'", name="login"),
        UniqueConstraint("login", "programme_id", postgresql_nulls_not_distinct=True),
        Index("ix_analysis_access_programme_id", "programme_id"),
        {"schema": "api"},
    )

    login: Mapped[str]
    programme_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE")
    )
    ends_on: Mapped[date | None]
