from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord, new_id


class ProgrammeRoleKind(StrEnum):
    """What an organisation is to a programme."""

    FUNDER = "funder"
    MANAGER = "manager"
    NATIONAL_ASSOCIATION = "national_association"
    PARTNER = "partner"
    ADVISER = "adviser"


class Programme(VersionedRecord):
    """A funder's or association's frame for projects, with goals and a period."""

    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("code"),
        Index("ix_programme_sorted", "code_key", "id"),
        {"schema": "api"},
    )

    code: Mapped[str]
    code_key: Mapped[str] = mapped_column(
        Computed("api.code_key(code)", persisted=True)
    )
    title: Mapped[dict[str, str]]
    title_key: Mapped[str] = mapped_column(
        Computed("common.fold_texts(title)", persisted=True)
    )
    description: Mapped[dict[str, str] | None]
    funding_scheme: Mapped[dict[str, str] | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    original_language: Mapped[str] = mapped_column(server_default=text("'en'"))


class ProgrammeGoal(Base):
    """What a programme is to achieve; keeps its id, for results refer to it."""

    __tablename__ = "programme_goal"
    __table_args__ = ({"schema": "api"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[dict[str, str]]


class ProgrammeTheme(Base):
    """A theme that a programme takes projects in."""

    __tablename__ = "programme_theme"
    __table_args__ = ({"schema": "api"},)

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.theme.id"), primary_key=True, index=True
    )


class ProgrammeRole(Base):
    """An organisation's part in a programme."""

    __tablename__ = "programme_role"
    __table_args__ = ({"schema": "api"},)

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.organisation.id"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(server_default=text("0"), default=0)
