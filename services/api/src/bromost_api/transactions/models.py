from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record


class TransactionKind(StrEnum):
    """What moved, in the words of the IATI standard (codelist TransactionType)."""

    # A firm promise in writing.
    COMMITMENT = "commitment"
    # Money handed over to who carries the work out.
    DISBURSEMENT = "disbursement"
    # Money spent on goods and services.
    EXPENDITURE = "expenditure"
    # Money handed back, a loan's instalment among it.
    REPAYMENT = "repayment"


class Transaction(Record):
    """An entry of a project's accounts. It is never changed, but may be reversed."""

    __tablename__ = "transaction"
    __table_args__ = (
        UniqueConstraint("id", "project_id"),
        UniqueConstraint("reverses_id"),
        ForeignKeyConstraint(
            ["budget_line_id", "project_id"],
            ["api.budget_line.id", "api.budget_line.project_id"],
        ),
        ForeignKeyConstraint(
            ["sub_award_id", "project_id"],
            ["api.sub_award.id", "api.sub_award.project_id"],
        ),
        ForeignKeyConstraint(
            ["reverses_id", "project_id"],
            ["api.transaction.id", "api.transaction.project_id"],
        ),
        Index(
            "ix_transaction_newest", "project_id", text("happened_on DESC"),
            text("id DESC"),
        ),
        Index(
            "uq_transaction_voucher", "project_id", "giver_id", "kind", "voucher",
            "budget_line_id", unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("stands AND voucher IS NOT NULL"),
        ),
        {"schema": "api"},
    )  # fmt: skip

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE")
    )
    kind: Mapped[str]
    happened_on: Mapped[date]
    value_on: Mapped[date | None]
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(ForeignKey("api.currency.code"))
    giver_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    receiver_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    budget_line_id: Mapped[UUID | None] = mapped_column(index=True)
    sub_award_id: Mapped[UUID | None] = mapped_column(index=True)
    voucher: Mapped[str | None]
    note: Mapped[str | None]
    reverses_id: Mapped[UUID | None]
    reason: Mapped[str | None]
    stands: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
