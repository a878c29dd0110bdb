from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bromost_common.db import Record


class Identity(Record):
    """Who somebody is at an identity provider: a way into their account."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"), {"schema": "api"})

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    provider: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    last_used_at: Mapped[datetime | None]


class ProviderSignIn(Record):
    """A browser that is on its way to a provider and back; used once."""

    __tablename__ = "provider_sign_in"
    __table_args__ = (
        Index("ix_provider_sign_in_expires_at", "expires_at"),
        CheckConstraint("account_id IS NULL OR link_id IS NULL", name="what_for"),
        {"schema": "api"},
    )

    state_digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    browser_digest: Mapped[bytes] = mapped_column(LargeBinary)
    provider: Mapped[str]
    nonce: Mapped[str]
    code_verifier: Mapped[str]
    return_to: Mapped[str]
    # Set where a signed-in person links an identity; else the answer decides who it is.
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id", ondelete="CASCADE"), index=True
    )
    # Set where somebody accepts the invitation that this link is of.
    link_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.one_time_link.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime]

    @property
    def is_over(self) -> bool:
        return self.expires_at <= datetime.now(UTC)


class ProviderSession(Record):
    """Which of a provider's sessions one of ours came from, to end with it."""

    __tablename__ = "provider_session"
    __table_args__ = (
        UniqueConstraint("session_id"),
        Index("ix_provider_session_identity_id", "identity_id", "sid"),
        {"schema": "api"},
    )

    session_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.session.id", ondelete="CASCADE")
    )
    identity_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.identity.id", ondelete="CASCADE")
    )
    sid: Mapped[str | None]
