from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, Record, VersionedRecord


class Network(VersionedRecord):
    """Organisations that work on the same themes together, within a programme."""

    __tablename__ = "network"
    __table_args__ = (
        UniqueConstraint("code_fold_key"),
        # So that a project can name its network together with its programme.
        UniqueConstraint("id", "programme_id"),
        Index("ix_network_sorted", "code_key", "id"),
        {"schema": "api"},
    )

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id"), index=True
    )
    code: Mapped[str]
    code_key: Mapped[str] = mapped_column(
        Computed("api.code_key(code)", persisted=True)
    )
    code_fold_key: Mapped[str] = mapped_column(
        Computed("common.fold(code)", persisted=True)
    )
    name: Mapped[dict[str, str]]
    name_key: Mapped[str] = mapped_column(
        Computed("common.fold_texts(name)", persisted=True)
    )
    original_language: Mapped[str] = mapped_column(server_default=text("'en'"))
    description: Mapped[dict[str, str] | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    lead_organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    archived_at: Mapped[datetime | None]


class NetworkTheme(Base):
    """A theme that a network works on."""

    __tablename__ = "network_theme"
    __table_args__ = ({"schema": "api"},)

    network_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.network.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.theme.id"), primary_key=True, index=True
    )


class NetworkMember(Record):
    """An organisation in a network, from a day on and perhaps until another."""

    __tablename__ = "network_member"
    __table_args__ = (
        ExcludeConstraint(
            ("network_id", "="),
            ("organisation_id", "="),
            (func.daterange(text("joined_on"), text("left_on"), text("'[]'")), "&&"),
            name="ex_network_member_period",
        ),
        {"schema": "api"},
    )

    network_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.network.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
