from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ForeignKey,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record


class Ceremony(Record):
    """A sign-in between its steps, or a passkey's challenge that waits."""

    __tablename__ = "ceremony"
    __table_args__ = ({"schema": "api"},)

    purpose: Mapped[str]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class TotpFactor(Record):
    """The secret that somebody's authenticator app shares with us, sealed."""

    __tablename__ = "totp_factor"
    __table_args__ = ({"schema": "api"},)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), unique=True
    )
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime | None]
    # The newest time step whose code was used: neither it nor an older one counts.
    last_step: Mapped[int] = mapped_column(
        BigInteger, server_default=text("0"), default=0
    )


class Passkey(Record):
    """A public key whose private half is in somebody's device."""

    __tablename__ = "passkey"
    __table_args__ = ({"schema": "api"},)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(
        BigInteger, server_default=text("0"), default=0
    )
    transports: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{}'"), default=list
    )
    last_used_at: Mapped[datetime | None]


class RecoveryCode(Record):
    """A code on paper that stands in once for a lost second factor."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        UniqueConstraint("account_id", "code_digest"),
        {"schema": "api"},
    )

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE")
    )
    code_digest: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime | None]
