from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base


class StopLink(Base):
    """The link of one mail with which its reader stops mails of its topics."""

    __tablename__ = "stop_link"
    __table_args__ = ({"schema": "notifications"},)

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(index=True)
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    # The language of the mail, for the page that it leads to.
    locale: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
    used_at: Mapped[datetime | None]
