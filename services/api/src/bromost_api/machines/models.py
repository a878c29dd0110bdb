from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, CIDR, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from bromost_common.db import Record, VersionedRecord


class MachineKind(StrEnum):
    """How a program proves itself."""

    API_KEY = "api_key"
    CLIENT = "client"


class Machine(VersionedRecord):
    """A program that acts for an account: by an API key, or as an OAuth2 client."""

    __tablename__ = "machine"
    __table_args__ = ({"schema": "api"},)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    handle: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    permissions: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    limited_to: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    networks: Mapped[list[Any] | None] = mapped_column(ARRAY(CIDR()))
    public_jwks: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    grants_version: Mapped[int] = mapped_column(server_default=text("1"), default=1)


class MachineSecret(Record):
    """A secret of a program; only its digest is kept."""

    __tablename__ = "machine_secret"
    __table_args__ = ({"schema": "api"},)

    machine_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.machine.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    ends_at: Mapped[datetime | None]
