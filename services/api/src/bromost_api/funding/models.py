from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import VersionedRecord


class ApplicationOutcome(StrEnum):
    """What came of an application."""

    # Nothing yet.
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class FundingRound(VersionedRecord):
    """A round in which a fund takes applications of partnerships and decides on them.

    Its programme follows it, and need not be who gives the money.
    """

    __tablename__ = "funding_round"
    __table_args__ = (
        # So that an application can name its round together with its programme.
        UniqueConstraint("id", "programme_id"),
        {"schema": "api"},
    )

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id"), index=True
    )
    name: Mapped[dict[str, str]]
    original_language: Mapped[str] = mapped_column(server_default=text("'en'"))
    giver_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    # Of the last decision: from then on the granted are counted, not who applied.
    decided_on: Mapped[date | None]


class FundingApplication(VersionedRecord):
    """What a partnership applied for in a round, and what came of it."""

    __tablename__ = "funding_application"
    __table_args__ = (
        UniqueConstraint("round_id", "partnership_id"),
        ForeignKeyConstraint(
            ["round_id", "programme_id"],
            ["api.funding_round.id", "api.funding_round.programme_id"],
            name="fk_funding_application_round_id_programme_id",
        ),
        {"schema": "api"},
    )

    round_id: Mapped[UUID]
    programme_id: Mapped[UUID] = mapped_column(index=True)
    partnership_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.partnership.id"), index=True
    )
    applied_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(server_default=text("'applied'"))
    decided_on: Mapped[date | None]
    amount: Mapped[Decimal | None]
    currency: Mapped[str | None] = mapped_column(ForeignKey("api.currency.code"))
