from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record


class OneTimeLink(Record):
    """A secret in a mailed address, good for one thing and once."""

    __tablename__ = "one_time_link"
    __table_args__ = ({"schema": "api"},)

    purpose: Mapped[str]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    subject_id: Mapped[UUID | None] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
