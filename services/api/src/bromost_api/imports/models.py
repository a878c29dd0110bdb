from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Numeric, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class ImportState(StrEnum):
    """Where an import is on its way; the `-ing` states have a job."""

    UPLOADED = "uploaded"
    ANALYSING = "analysing"
    ANALYSED = "analysed"
    COMMITTING = "committing"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDONE = "undone"
    CANCELLED = "cancelled"
    FAILED = "failed"


class CommitMode(StrEnum):
    """What becomes of an import in which some rows are refused."""

    ALL_OR_NOTHING = "all_or_nothing"
    VALID_ROWS = "valid_rows"


class ImportBatch(VersionedRecord):
    """A file that somebody wants in the registry, from upload to undo."""

    __tablename__ = "import_batch"
    __table_args__ = (
        Index("ix_import_batch_created_at", "created_at", "id"),
        {"schema": "api"},
    )

    state: Mapped[str] = mapped_column(
        server_default=text("'uploaded'"), default=ImportState.UPLOADED
    )
    file_name: Mapped[str]
    format: Mapped[str]
    encoding: Mapped[str | None]
    delimiter: Mapped[str | None]
    sheet: Mapped[str | None]
    byte_size: Mapped[int]
    content_digest: Mapped[bytes] = mapped_column(LargeBinary)
    header_signature: Mapped[bytes] = mapped_column(LargeBinary)
    header_row: Mapped[int]
    headers: Mapped[list[str]] = mapped_column(JSONB)
    row_count: Mapped[int]
    settings: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    rows_done: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    cancel_requested: Mapped[bool] = mapped_column(
        server_default=text("false"), default=False
    )
    counts: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    analysis_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    mode: Mapped[str | None]
    committed_at: Mapped[datetime | None]
    created: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    undone_at: Mapped[datetime | None]
    failure: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("api.account.id"), index=True)


class ImportRow(Base):
    """A row of the file as it was read."""

    __tablename__ = "import_row"
    __table_args__ = ({"schema": "api"},)

    batch_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    row_number: Mapped[int] = mapped_column(primary_key=True)
    cells: Mapped[list[Any]] = mapped_column(JSONB)


class ImportOutcome(Base):
    """What the newest dry run says of a row."""

    __tablename__ = "import_outcome"
    __table_args__ = (
        Index("ix_import_outcome_outcome", "batch_id", "outcome", "row_number"),
        {"schema": "api"},
    )

    batch_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    row_number: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ImportName(Base):
    """A partner or funder text of the file, and what it means."""

    __tablename__ = "import_name"
    __table_args__ = (
        Index("ix_import_name_state", "batch_id", "state", "position"),
        {"schema": "api"},
    )

    batch_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    country_code: Mapped[str | None]
    used_as: Mapped[str]
    state: Mapped[str]
    how: Mapped[str | None]
    organisation_id: Mapped[UUID | None]
    organisation_name: Mapped[str | None]
    score: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    matched: Mapped[str | None]
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    row_count: Mapped[int]
    first_row: Mapped[int]


class ImportChange(Base):
    """One thing that a committed import did."""

    __tablename__ = "import_change"
    __table_args__ = (
        Index("ix_import_change_object", "batch_id", "kind", "action", "object_id"),
        {"schema": "api"},
    )

    batch_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    action: Mapped[str]
    object_id: Mapped[UUID]
    related_id: Mapped[UUID | None]
    detail: Mapped[str | None]
    version: Mapped[int | None]


class ImportMapping(Base):
    """What was chosen for files with these columns, offered for the next one."""

    __tablename__ = "import_mapping"
    __table_args__ = ({"schema": "api"},)

    header_signature: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now()
    )
