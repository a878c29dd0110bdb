from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Base, Record


class UsedAssertion(Base):
    """A signed assertion that was good once."""

    __tablename__ = "used_assertion"
    __table_args__ = ({"schema": "api"},)

    machine_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.machine.id", ondelete="CASCADE"), primary_key=True
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SigningKey(Record):
    """What access tokens are signed with, from a time on until the next one's."""

    __tablename__ = "signing_key"
    __table_args__ = ({"schema": "api"},)

    public_jwk: Mapped[Any] = mapped_column(JSONB)
    private_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    signs_from: Mapped[datetime] = mapped_column(unique=True)
