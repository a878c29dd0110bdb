from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Computed,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, new_id

_NOW, _WHOLE = "ended_at IS NULL", "report_id IS NULL"


class Publication(Base):
    """A thing of a programme, or itself, as everybody may read it until it ends.

    Each is a version of its own and never changes. What has not ended is public.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint(
            "programme_id",
            "project_id",
            "report_id",
            "practice_id",
            "number",
            name="uq_publication_number",
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "uq_publication_public_project",
            "project_id",
            unique=True,
            postgresql_where=text(f"{_NOW} AND project_id IS NOT NULL AND {_WHOLE}"),
        ),
        Index(
            "uq_publication_public_programme",
            "programme_id",
            unique=True,
            postgresql_where=text(
                f"{_NOW} AND project_id IS NULL AND {_WHOLE} AND practice_id IS NULL"
            ),
        ),
        Index(
            "uq_publication_public_report",
            "report_id",
            unique=True,
            postgresql_where=text(f"{_NOW} AND report_id IS NOT NULL"),
        ),
        Index(
            "uq_publication_public_practice",
            "practice_id",
            unique=True,
            postgresql_where=text(f"{_NOW} AND practice_id IS NOT NULL"),
        ),
        {"schema": "api"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE")
    )
    # Null where it is of the programme itself, or of a report to it.
    project_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), index=True
    )
    # Of the service of results: another schema, hence no foreign key.
    report_id: Mapped[UUID | None]
    practice_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.practice.id"), index=True
    )
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    title_key: Mapped[str | None] = mapped_column(
        Computed("common.fold_texts((document -> 'title'::text))", persisted=True)
    )
    code_key: Mapped[str | None] = mapped_column(
        Computed("api.code_key((document ->> 'code'::text))", persisted=True)
    )
    countries: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    # As the document has them, to be looked for and listed by.
    themes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    # Of this version and those that it followed without a gap.
    public_since: Mapped[datetime]
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())
    published_by: Mapped[UUID] = mapped_column(ForeignKey("api.account.id"), index=True)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id"), index=True
    )
