from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ForeignKey, Index, SmallInteger, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, Record
from bromost_common.files.models import StoredChunk


class RenderingFormat(StrEnum):
    """What kind of file a report is made into."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


class RenderingState(StrEnum):
    """How far a file has come; the first two have a job."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"
    FAILED = "failed"


UNFINISHED = (RenderingState.WAITING, RenderingState.WORKING)


class Rendering(Record):
    """A report that somebody has made into a file; the file is in chunks beside it."""

    __tablename__ = "rendering"
    __table_args__ = (
        Index("ix_rendering_account_id", "account_id", "id"),
        Index("ix_rendering_expires_at", "expires_at"),
        {"schema": "api"},
    )

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE")
    )
    template: Mapped[str]
    format: Mapped[str]
    language: Mapped[str]
    programme_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.programme.id", ondelete="CASCADE"), index=True
    )
    project_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.project.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.organisation.id", ondelete="CASCADE"), index=True
    )
    network_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.network.id", ondelete="CASCADE"), index=True
    )
    # How its programme wanted it at that moment; null is the order of the house.
    document_template_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.document_template.id", ondelete="CASCADE"), index=True
    )
    first_year: Mapped[int] = mapped_column(SmallInteger)
    last_year: Mapped[int] = mapped_column(SmallInteger)
    currency: Mapped[str | None]
    # Whose text is to be in it, in this order.
    narratives: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    # What who asked might read at that moment: the file has no more than that.
    rights: Mapped[list[dict[str, str | None]]] = mapped_column(JSONB)
    permissions: Mapped[list[str]] = mapped_column(JSONB)

    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    steps_done: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    failure: Mapped[str | None]
    # On what the file stands: whoever no longer sees all of it does not see the file.
    project_ids: Mapped[list[UUID]] = mapped_column(
        ARRAY(Uuid()), server_default=text("'{}'")
    )
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[bytes | None]
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]


class RenderingChunk(StoredChunk, Base):
    """A part of a file's content."""

    __tablename__ = "rendering_chunk"
    __table_args__ = ({"schema": "api"},)

    file_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.rendering.id", ondelete="CASCADE"), primary_key=True
    )
