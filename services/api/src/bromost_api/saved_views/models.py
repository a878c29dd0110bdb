from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class SavedView(VersionedRecord):
    """How somebody looks at a page: the address they come back to, under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("account_id", "path", "name"),
        Index(
            "uq_saved_view_default",
            "account_id",
            "path",
            unique=True,
            postgresql_where=text("is_default"),
        ),
        Index("ix_saved_view_programme_id", "programme_id"),
        {"schema": "api"},
    )

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE")
    )
    # Whoever sees the programme sees the view; none: its owner alone.
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("api.programme.id"))
    path: Mapped[str]
    search: Mapped[str]
    name: Mapped[str]
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))
