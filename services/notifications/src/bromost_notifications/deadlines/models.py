from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, VersionedRecord


class DeadlineRules(VersionedRecord):
    """When who is reminded of what; without a programme, wherever none has its own."""

    __tablename__ = "deadline_rules"
    __table_args__ = (
        UniqueConstraint("programme_id", postgresql_nulls_not_distinct=True),
        {"schema": "notifications"},
    )

    # Of the registry: another schema, hence no foreign key.
    programme_id: Mapped[UUID | None]
    # {kind: [{"days": -7, "to": "responsible"}, …]}
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Reminder(Base):
    """That somebody was reminded, so that they are once."""

    __tablename__ = "reminder"
    __table_args__ = ({"schema": "notifications"},)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    # Another day is another reminder.
    due_on: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    sent_on: Mapped[date] = mapped_column(index=True)
