from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record


class Mail(Record):
    """A mail on its way; whom it is for and what it says goes when it was sent."""

    __tablename__ = "mail"
    __table_args__ = (
        Index(
            "ix_mail_next_attempt_at",
            "next_attempt_at",
            postgresql_where=text("state = 'waiting'"),
        ),
        {"schema": "api"},
    )

    kind: Mapped[str]
    recipient: Mapped[str | None]
    locale: Mapped[str]
    params: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    state: Mapped[str] = mapped_column(
        server_default=text("'waiting'"), default="waiting"
    )
    attempts: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    failure: Mapped[str | None]
    # Whose request caused it, if anybody's; they alone may see the row again.
    requested_by: Mapped[UUID | None] = mapped_column(
        server_default=text("common.acting_account()")
    )
