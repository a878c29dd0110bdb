from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class RequestKind(StrEnum):
    """What somebody wants done with a person's data."""

    EXPORT = "export"
    ERASURE = "erasure"


class RequestState(StrEnum):
    """How far it has come."""

    REQUESTED = "requested"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


class PersonRequest(VersionedRecord):
    """Somebody wants a copy of what is stored of a person, or wants it erased."""

    __tablename__ = "person_request"
    __table_args__ = (
        Index("ix_person_request_created_at", "created_at", "id"),
        Index(
            "uq_person_request_open",
            "kind",
            "person_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"schema": "common"},
    )

    kind: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(index=True)
    state: Mapped[str]
    requested_by: Mapped[UUID]
    reason: Mapped[str | None]
    refusal: Mapped[str | None]
    decided_by: Mapped[UUID | None]
    pseudonym: Mapped[str]
    terms: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    ended_at: Mapped[datetime | None]


class PersonRequestPart(Base):
    """What one service does for a request."""

    __tablename__ = "person_request_part"
    __table_args__ = (
        Index(
            "ix_person_request_part_waiting",
            "service",
            postgresql_where=text("done_at IS NULL"),
        ),
        {"schema": "common"},
    )

    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("common.person_request.id", ondelete="CASCADE"), primary_key=True
    )
    service: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    done_at: Mapped[datetime | None]


class RetentionRun(Base):
    """What a night's run deleted from one table."""

    __tablename__ = "retention_run"
    __table_args__ = ({"schema": "common"},)

    ran_on: Mapped[date] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    deleted: Mapped[int] = mapped_column(BigInteger)
    finished_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
