from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base
from bromost_common.files.models import StoredChunk, StoredFile

_SCHEMA = {"schema": "indicators"}


class File(StoredFile, Base):
    """A file of a project or programme that shows what its values stand on."""

    __tablename__ = "file"
    __table_args__ = (
        Index(
            "uq_file_content",
            *("project_id", "programme_id", "uploaded_by", "sha256", "name"),
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sql("state NOT IN ('infected', 'removed')"),
        ),
        Index(
            "ix_file_waiting",
            "id",
            postgresql_where=sql("state IN ('quarantined', 'not_scanned')"),
        ),
        _SCHEMA,
    )

    project_id: Mapped[UUID | None]
    programme_id: Mapped[UUID | None] = mapped_column(index=True)


class FileChunk(StoredChunk, Base):
    """A part of its content."""

    __tablename__ = "file_chunk"
    __table_args__ = (_SCHEMA,)

    file_id: Mapped[UUID] = mapped_column(
        ForeignKey("indicators.file.id", ondelete="CASCADE"), primary_key=True
    )
