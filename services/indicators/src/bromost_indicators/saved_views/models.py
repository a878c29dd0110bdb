from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class SavedView(VersionedRecord):
    """How somebody likes to look at results, under a name of their own."""

    __tablename__ = "saved_view"
    __table_args__ = (
        UniqueConstraint("account_id", "name"),
        Index(
            "uq_saved_view_default",
            "account_id",
            unique=True,
            postgresql_where=text("is_default"),
        ),
        {"schema": "indicators"},
    )

    # Of the registry: another schema, hence no foreign key.
    account_id: Mapped[UUID]
    name: Mapped[str]
    filters: Mapped[dict[str, Any]] = mapped_column(JSONB)
    is_default: Mapped[bool] = mapped_column(server_default=text("false"))
