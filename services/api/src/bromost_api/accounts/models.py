from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, LargeBinary, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record, VersionedRecord


class Account(VersionedRecord):
    """Somebody who signs in with an e-mail address and a password."""

    __tablename__ = "account"
    __table_args__ = ({"schema": "api"},)

    email: Mapped[str]
    # What an address is found by, however it is written.
    email_key: Mapped[str] = mapped_column(
        Computed("lower(email)", persisted=True), unique=True
    )
    display_name: Mapped[str]
    # None for whoever signs in elsewhere, or has not accepted an invitation yet.
    password_hash: Mapped[str | None]
    locale: Mapped[str] = mapped_column(server_default=text("'en'"), default="en")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)


class RoleAssignment(Record):
    """A role that somebody has in a scope and for a time."""

    __tablename__ = "role_assignment"
    __table_args__ = ({"schema": "api"},)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str]
    scope_type: Mapped[str] = mapped_column(server_default=text("'installation'"))
    scope_id: Mapped[UUID | None] = mapped_column(index=True)
    valid_from: Mapped[date] = mapped_column(server_default=func.current_date())
    valid_to: Mapped[date | None]
    granted_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id"), index=True
    )


class SignInSession(Record):
    """A browser in which somebody is signed in; only the token's digest is kept."""

    __tablename__ = "session"
    __table_args__ = ({"schema": "api"},)

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    token_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    idle_until: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    method: Mapped[str] = mapped_column(
        server_default=text("'password'"), default="password"
    )
    second_factor: Mapped[str | None]
    # Until a second factor was used, the session may do what needs none.
    needs_factor: Mapped[bool] = mapped_column(
        server_default=text("false"), default=False
    )
    # When the person last showed that it is them.
    proved_at: Mapped[datetime] = mapped_column(server_default=func.now())
    device: Mapped[str | None]
    network: Mapped[str | None]
