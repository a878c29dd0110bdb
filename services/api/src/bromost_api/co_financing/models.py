from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record, VersionedRecord


class CoFinancing(VersionedRecord):
    """What a project costs, to be carried by its sources."""

    __tablename__ = "co_financing"
    __table_args__ = (
        UniqueConstraint("project_id"),
        {"schema": "api"},
    )

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE")
    )
    total: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(ForeignKey("api.currency.code"))


class FundingSource(Record):
    """What one organisation carries of a project's cost: a share or an amount."""

    __tablename__ = "funding_source"
    __table_args__ = (
        UniqueConstraint("project_id", "organisation_id"),
        {"schema": "api"},
    )

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.co_financing.project_id", ondelete="CASCADE")
    )
    position: Mapped[int] = mapped_column(SmallInteger)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    share: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    amount: Mapped[Decimal | None]
