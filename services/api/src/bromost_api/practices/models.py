from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    func,
)
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class Practice(VersionedRecord):
    """Something that a programme learned and others can use."""

    __tablename__ = "practice"
    __table_args__ = (
        # So that what it is tied to can be kept with its programme.
        UniqueConstraint("id", "programme_id"),
        Index("ix_practice_sorted", "title_key", "id"),
        {"schema": "api"},
    )

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id"), index=True
    )
    kind: Mapped[str]
    title: Mapped[dict[str, str]]
    search_key: Mapped[str] = mapped_column(
        Computed(
            "common.fold_texts(title) || ' ' || common.fold_texts(summary)",
            persisted=True,
        )
    )
    title_key: Mapped[str] = mapped_column(
        Computed("common.fold_texts(title)", persisted=True)
    )
    summary: Mapped[dict[str, str]]
    text: Mapped[dict[str, str] | None]
    original_language: Mapped[str] = mapped_column(server_default=sql_text("'en'"))
    state: Mapped[str] = mapped_column(server_default=sql_text("'draft'"))
    submitted_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id"), index=True
    )
    reviewed_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id"), index=True
    )
    reviewed_at: Mapped[datetime | None]


class PracticeTie(Base):
    """A theme of a practice, or a project or partnership that it came from."""

    __tablename__ = "practice_tie"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "programme_id"],
            ["api.practice.id", "api.practice.programme_id"],
            name="fk_practice_tie_practice_id_programme_id",
            ondelete="CASCADE",
        ),
        UniqueConstraint(
            *("practice_id", "theme_id", "project_id", "partnership_id"),
            name="uq_practice_tie_one",
            postgresql_nulls_not_distinct=True,
        ),
        {"schema": "api"},
    )

    id: Mapped[UUID] = mapped_column(
        primary_key=True, server_default=func.gen_random_uuid()
    )
    practice_id: Mapped[UUID]
    programme_id: Mapped[UUID]
    theme_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.theme.id"), index=True
    )
    project_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), index=True
    )
    partnership_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.partnership.id", ondelete="CASCADE"), index=True
    )
