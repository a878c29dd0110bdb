from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, Record, VersionedRecord

SCHEMA = {"schema": "indicators"}


class ContributionLink(VersionedRecord):
    """Asks a named person, who needs no account, for the values of some rows."""

    __tablename__ = "contribution_link"
    __table_args__ = (SCHEMA,)

    # Of the registry: another schema, hence no foreign key.
    project_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    email: Mapped[str | None]
    language: Mapped[str]
    message: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("indicators.place.id"), index=True
    )
    shows_targets: Mapped[bool] = mapped_column(server_default=text("true"))
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    made_by: Mapped[UUID]
    # How many secrets it has had; what an earlier one began ends with it.
    issue: Mapped[int] = mapped_column(server_default=text("1"), default=1)
    expires_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ContributionAsk(Base):
    """One of the rows that a link asks for."""

    __tablename__ = "contribution_ask"
    __table_args__ = (SCHEMA,)

    link_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.contribution_link.id", ondelete="CASCADE"),
        primary_key=True,
    )
    period_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.period.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )


class ContributionSession(Record):
    """What a link was exchanged for, for a short time."""

    __tablename__ = "contribution_session"
    __table_args__ = (SCHEMA,)

    link_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.contribution_link.id", ondelete="CASCADE"), index=True
    )
    issue: Mapped[int]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
