from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Numeric, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class SubAwardKind(StrEnum):
    """Whether what is handed on has to come back."""

    GRANT = "grant"
    LOAN = "loan"


class LoanMethod(StrEnum):
    """What stays the same from instalment to instalment."""

    # The whole payment: at first it is mostly interest.
    ANNUITY = "annuity"
    # The part that pays the loan back: the interest becomes less.
    EQUAL_PRINCIPAL = "equal_principal"


class SubAward(VersionedRecord):
    """What an organisation of a project hands on of its money: a grant or a loan.

    What was paid out and paid back are transactions that name it.
    """

    __tablename__ = "sub_award"
    __table_args__ = (
        UniqueConstraint("id", "project_id"),
        {"schema": "api"},
    )

    project_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    giver_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    receiver_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    amount: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(ForeignKey("api.currency.code"))
    awarded_on: Mapped[date]
    # Of a loan only. Percent a year.
    interest: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    method: Mapped[str | None]
    instalments: Mapped[int | None] = mapped_column(SmallInteger)
    months_between: Mapped[int | None] = mapped_column(SmallInteger)
    first_due_on: Mapped[date | None]
    note: Mapped[str | None]
