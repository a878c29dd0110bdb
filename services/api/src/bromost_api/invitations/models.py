from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bromost_common.db import Base, VersionedRecord, new_id


class InvitationRole(Base):
    """A role that comes with an accepted invitation."""

    __tablename__ = "invitation_role"
    __table_args__ = ({"schema": "api"},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("api.invitation.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str]
    scope_type: Mapped[str]
    scope_id: Mapped[UUID | None] = mapped_column(index=True)
    valid_to: Mapped[date | None]


class Invitation(VersionedRecord):
    """Somebody is asked to join, by a one-time link about this invitation."""

    __tablename__ = "invitation"
    __table_args__ = ({"schema": "api"},)

    email: Mapped[str]
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.organisation.id"), index=True
    )
    title: Mapped[str | None]
    language: Mapped[str]
    message: Mapped[str | None]
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("api.account.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(
        ForeignKey("api.account.id"), index=True
    )
    withdrawn_at: Mapped[datetime | None]

    roles: Mapped[list[InvitationRole]] = relationship(
        lazy="raise", order_by=InvitationRole.id, cascade="all, delete-orphan"
    )
