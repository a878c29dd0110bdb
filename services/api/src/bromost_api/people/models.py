from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class Membership(VersionedRecord):
    """Somebody works for an organisation, for a time."""

    __tablename__ = "membership"
    __table_args__ = ({"schema": "api"},)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    title: Mapped[str | None]
    joined_on: Mapped[date] = mapped_column(server_default=func.current_date())
    left_on: Mapped[date | None]
